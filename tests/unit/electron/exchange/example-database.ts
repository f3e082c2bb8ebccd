import sqlite from 'node-sqlite3-wasm';

type Row = Readonly<Record<string, string | number | null>>;

/** A database as MQTTX's migrations leave it, with the columns that matter and one that does not. */
export const mqttxTables = {
  ConnectionEntity: `"id" varchar PRIMARY KEY NOT NULL, "client_id" varchar NOT NULL, "name" varchar NOT NULL, "clean" boolean NOT NULL DEFAULT (1),
    "protocol" varchar DEFAULT ('mqtt'), "host" varchar NOT NULL, "port" integer NOT NULL, "keepalive" integer DEFAULT (60), "connectTimeout" integer,
    "reconnect" boolean, "reconnectPeriod" integer, "username" varchar, "password" varchar, "path" varchar, "certType" varchar, "ssl" boolean,
    "mqttVersion" varchar, "unreadMessageCount" integer, "clientIdWithTime" boolean, "parent_id" varchar, "orderId" integer,
    "rejectUnauthorized" boolean, "ca" varchar, "cert" varchar, "key" varchar, "isCollection" boolean DEFAULT (0), "willId" integer,
    "sessionExpiryInterval" integer, "receiveMaximum" integer, "userProperties" varchar, "authenticationMethod" varchar,
    "authenticationData" varchar, "ALPNProtocols" varchar`,
  CollectionEntity:
    '"id" varchar PRIMARY KEY NOT NULL, "name" varchar NOT NULL, "orderId" integer, "isCollection" boolean DEFAULT (1), "parentId" varchar',
  SubscriptionEntity: `"id" varchar PRIMARY KEY NOT NULL, "topic" varchar NOT NULL, "qos" varchar DEFAULT (0), "disabled" boolean, "nl" boolean, "rap" boolean,
    "rh" varchar DEFAULT (0), "subscriptionIdentifier" integer, "userProperties" varchar, "connection_id" varchar`,
  WillEntity: `"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "lastWillTopic" varchar, "lastWillPayload" varchar, "lastWillQos" integer, "lastWillRetain" boolean,
    "willDelayInterval" integer, "payloadFormatIndicator" boolean, "contentType" varchar, "correlationData" varchar`
} as const;

export interface MadeDatabase {
  insert(table: string, row: Row): void;
  exec(sql: string): void;
  close(): void;
}

export function makeMqttxDatabase(file: string, tables: Readonly<Record<string, string>> = mqttxTables): MadeDatabase {
  const database = new sqlite.Database(file);
  for (const [name, columns] of Object.entries(tables)) database.exec(`CREATE TABLE "${name}" (${columns})`);
  return {
    insert: (table, row) => {
      const names = Object.keys(row);
      const sql = `INSERT INTO "${table}" ("${names.join('", "')}") VALUES (${names.map(() => '?').join(', ')})`;
      database.run(sql, Object.values(row));
    },
    exec: (sql) => database.exec(sql),
    close: () => database.close()
  };
}

export const connectionRow = (changes: Row = {}): Row => ({
  id: 'c-1',
  client_id: 'line-7',
  name: 'Line 7',
  clean: 1,
  protocol: 'wss',
  host: 'broker.example',
  port: 8084,
  keepalive: 45,
  connectTimeout: 10,
  reconnect: 1,
  username: 'operator',
  password: 'canary-password',
  path: '/mqtt',
  certType: 'server',
  ssl: 1,
  mqttVersion: '5.0',
  rejectUnauthorized: 0,
  ...changes
});
