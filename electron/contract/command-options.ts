/** What an option of a command line says of a connection. */
export type OptionField =
  | 'url'
  | 'host'
  | 'port'
  | 'protocol'
  | 'path'
  | 'unix'
  | 'username'
  | 'password'
  | 'clientId'
  | 'clientIdPrefix'
  | 'mqttVersion'
  | 'keepAlive'
  | 'keepSession'
  | 'filter'
  | 'qos'
  | 'noLocal'
  | 'retainAsPublished'
  | 'retainHandling'
  | 'subscriptionId'
  | 'sessionExpiry'
  | 'receiveMaximum'
  | 'maximumPacketSize'
  | 'topicAliasMaximum'
  | 'responseInformation'
  | 'noProblemInformation'
  | 'userProperty'
  /** mosquitto's `-D <packet> <name> <value>`. */
  | 'property'
  | 'willTopic'
  | 'willPayload'
  | 'willQos'
  | 'willRetain'
  | 'willDelay'
  | 'willPayloadIsUtf8'
  | 'willExpiry'
  | 'willContentType'
  | 'willResponseTopic'
  | 'willCorrelationData'
  | 'willUserProperty'
  | 'caFile'
  | 'certificateFile'
  | 'keyFile'
  | 'insecure'
  | 'tls'
  | 'tlsVersion'
  | 'alpn'
  | 'proxy'
  | 'header';

/** How many words follow: a number, as many as do not start with a dash, one or none, or as `-D` needs them. */
type Following = 0 | 1 | 'some' | 'optional' | 'property';

/**
 * An option: what it says, or `other` (it means something that is not taken over, and a person is told so), or `none` (it is
 * about printing or about the message, and says nothing of the connection).
 */
export interface CommandOption {
  readonly field: OptionField | 'other' | 'none';
  readonly following: Following;
}

export type OptionTable = ReadonlyMap<string, CommandOption>;

type Row = readonly [options: string, field: CommandOption['field'], following?: Following];

function table(...rows: readonly (readonly Row[])[]): OptionTable {
  const entries = rows
    .flat()
    .flatMap(([options, field, following = 1]) =>
      options.split(' ').map((option): [string, CommandOption] => [option, { field, following }])
    );
  return new Map(entries);
}

/** mosquitto_sub(1), mosquitto_pub(1), mosquitto_rr(1), version 2.0. */
const mosquitto: readonly Row[] = [
  ['-L --url', 'url'],
  ['-h --host', 'host'],
  ['-p --port', 'port'],
  ['--unix', 'unix'],
  ['-u --username', 'username'],
  ['-P --pw', 'password'],
  ['-i --id', 'clientId'],
  ['-I --id-prefix', 'clientIdPrefix'],
  ['-V --protocol-version', 'mqttVersion'],
  ['-k --keepalive', 'keepAlive'],
  ['-c --disable-clean-session', 'keepSession', 0],
  ['-x', 'sessionExpiry'],
  ['-D --property', 'property', 'property'],
  ['--will-topic', 'willTopic'],
  ['--will-payload', 'willPayload'],
  ['--will-qos', 'willQos'],
  ['--will-retain', 'willRetain', 0],
  ['--cafile', 'caFile'],
  ['--cert', 'certificateFile'],
  ['--key', 'keyFile'],
  ['--insecure', 'insecure', 0],
  ['--tls-use-os-certs', 'tls', 0],
  ['--tls-version', 'tlsVersion'],
  ['--tls-alpn', 'alpn'],
  ['--proxy', 'proxy'],
  ['-A --capath --ciphers --psk --psk-identity --tls-engine --tls-engine-kpass-sha1 --keyform', 'other'],
  ['-d --debug --quiet --nodelay -v --verbose -N --pretty --help --version', 'none', 0],
  ['-F -W -C --random-filter', 'none']
];
const mosquittoSub: readonly Row[] = [
  ['-t --topic', 'filter'],
  ['-q --qos', 'qos'],
  ['--retain-as-published', 'retainAsPublished', 0],
  ['-T --filter-out -U --unsubscribe', 'other'],
  ['-R --retained-only --remove-retained', 'other', 0],
  ['-E -S', 'none', 0]
];
const mosquittoPub: readonly Row[] = [
  ['-t --topic -q --qos -m --message -f --file -M --max-inflight --repeat --repeat-delay', 'none'],
  ['-r --retain -l --stdin-line -s --stdin-file -n --null-message', 'none', 0]
];
const mosquittoRr: readonly Row[] = [
  ['-e', 'filter'],
  ['-q --qos', 'qos'],
  ['-t --topic -m --message -f --file', 'none'],
  ['-R', 'other', 0],
  ['-s --stdin-file -n --null-message -r --retain', 'none', 0]
];

/** `mqttx conn|sub|pub`: cli/src/index.ts of emqx/MQTTX. */
const mqttx: readonly Row[] = [
  ['-V --mqtt-version', 'mqttVersion'],
  ['-h --hostname', 'host'],
  ['-p --port', 'port'],
  ['-i --client-id', 'clientId'],
  ['--no-clean', 'keepSession', 0],
  ['-k --keepalive', 'keepAlive'],
  ['-u --username', 'username'],
  ['-P --password', 'password'],
  ['-l --protocol', 'protocol'],
  ['--path', 'path'],
  ['-wh --ws-headers', 'header', 'some'],
  ['--key', 'keyFile'],
  ['--cert', 'certificateFile'],
  ['--ca', 'caFile'],
  ['--insecure', 'insecure', 0],
  ['--alpn', 'alpn', 'some'],
  ['-se --session-expiry-interval', 'sessionExpiry'],
  ['--rcv-max --receive-maximum', 'receiveMaximum'],
  ['--maximum-packet-size', 'maximumPacketSize'],
  ['--topic-alias-maximum', 'topicAliasMaximum'],
  ['--req-response-info', 'responseInformation', 0],
  ['--no-req-problem-info', 'noProblemInformation', 0],
  ['-Wt --will-topic', 'willTopic'],
  ['-Wm --will-message', 'willPayload'],
  ['-Wq --will-qos', 'willQos'],
  ['-Wr --will-retain', 'willRetain', 0],
  ['-Wd --will-delay-interval', 'willDelay'],
  ['-Wpf --will-payload-format-indicator', 'willPayloadIsUtf8', 0],
  ['-We --will-message-expiry-interval', 'willExpiry'],
  ['-Wct --will-content-type', 'willContentType'],
  ['-Wrt --will-response-topic', 'willResponseTopic'],
  ['-Wcd --will-correlation-data', 'willCorrelationData'],
  ['-Wup --will-user-properties', 'willUserProperty', 'some'],
  ['-lo --load-options', 'other', 'optional'],
  ['-rp --reconnect-period --maximum-reconnect-times', 'none'],
  ['-so --save-options', 'none', 'optional'],
  ['--debug', 'none', 0]
];
const mqttxConn: readonly Row[] = [['-up --user-properties', 'userProperty', 'some']];
const mqttxSub: readonly Row[] = [
  ['-Cup --conn-user-properties', 'userProperty', 'some'],
  ['-t --topic', 'filter', 'some'],
  ['-q --qos', 'qos', 'some'],
  ['-nl --no_local', 'noLocal', 'some'],
  ['-rap --retain-as-published', 'retainAsPublished', 'some'],
  ['-rh --retain-handling', 'retainHandling', 'some'],
  ['-si --subscription-identifier', 'subscriptionId', 'some'],
  ['-up --user-properties', 'other', 'some'],
  ['-Pp --protobuf-path -Pmn --protobuf-message-name -Ap --avsc-path', 'other'],
  ['-f --format --output-mode --file-write --file-save', 'none'],
  ['--delimiter', 'none', 'optional'],
  ['-v --verbose', 'none', 0]
];
const mqttxPub: readonly Row[] = [
  ['-Cup --conn-user-properties', 'userProperty', 'some'],
  ['-up --user-properties', 'none', 'some'],
  ['-t --topic -m --message -q --qos -e --message-expiry-interval -ta --topic-alias -rt --response-topic', 'none'],
  ['-cd --correlation-data -si --subscription-identifier -ct --content-type -f --format --file-read', 'none'],
  ['-Pp --protobuf-path -Pmn --protobuf-message-name -Ap --avsc-path --payload-size', 'none'],
  ['-r --retain -d --dup -s --stdin -M --multiline -lm --line-mode -pf --payload-format-indicator', 'none', 0]
];

/** mqttui(1), version 0.22; its topics stand without an option. */
const mqttui: readonly Row[] = [
  ['-b --broker', 'url'],
  ['-u --username', 'username'],
  ['--password', 'password'],
  ['-i --client-id', 'clientId'],
  ['--qos', 'qos'],
  ['--ca-cert', 'caFile'],
  ['--client-cert', 'certificateFile'],
  ['--client-key --client-private-key', 'keyFile'],
  ['--insecure', 'insecure', 0],
  ['--payload-size-limit --timeout', 'none'],
  ['-v --verbose -j --json -r --retain --ignore-retained -p --pretty --dry-run -h --help -V --version', 'none', 0]
];

/** What may stand in front of mqttui as `NAME=value`. */
export const mqttuiEnvironment: ReadonlyMap<string, OptionField> = new Map<string, OptionField>([
  ['MQTTUI_BROKER', 'url'],
  ['MQTTUI_USERNAME', 'username'],
  ['MQTTUI_PASSWORD', 'password'],
  ['MQTTUI_CLIENTID', 'clientId'],
  ['MQTTUI_CLIENT_ID', 'clientId'],
  ['MQTTUI_TOPIC', 'filter'],
  ['MQTTUI_QOS', 'qos'],
  ['MQTTUI_CA_CERT', 'caFile'],
  ['MQTTUI_CLIENT_CERT', 'certificateFile'],
  ['MQTTUI_CLIENT_PRIVATE_KEY', 'keyFile']
]);

/** Programs by name, those of several commands as `mqttx sub`. */
export const optionTables: ReadonlyMap<string, OptionTable> = new Map([
  ['mosquitto_sub', table(mosquitto, mosquittoSub)],
  ['mosquitto_pub', table(mosquitto, mosquittoPub)],
  ['mosquitto_rr', table(mosquitto, mosquittoRr)],
  ['mqttx conn', table(mqttx, mqttxConn)],
  ['mqttx sub', table(mqttx, mqttxSub)],
  ['mqttx pub', table(mqttx, mqttxPub)],
  ['mqttui', table(mqttui)]
]);
