import { succeed } from '#contract/failure';
import { exchangeDialogWords } from '#contract/words/exchange-dialogs';
import type { HandlersWorld, RequestHandlers } from './handlers-world';

type ExchangeRequest = 'findImports' | 'openImport' | 'unlockImport' | 'runImport' | 'exportProfiles';

/** Imports and exports. The page names neither the file that is read nor the one that is written: dialogs of main's own do. */
export function exchangeRequests({
  exchange,
  connections
}: Pick<HandlersWorld, 'exchange' | 'connections'>): Pick<RequestHandlers, ExchangeRequest> {
  return {
    findImports: () => exchange.find(),
    openImport: async ({ sourceId }, window) => {
      if (sourceId !== null) return exchange.open({ sourceId });
      const file = await window.chooseImport();
      return file === null ? succeed(null) : exchange.open({ file });
    },
    unlockImport: ({ ticket, passphrase }) => exchange.unlock(ticket, passphrase),
    runImport: async ({ ticket, items, readFiles }) => {
      const outcome = await exchange.run(ticket, items, readFiles);
      // A profile that an import updated may be connected.
      for (const { profileId } of connections.reports()) {
        void connections.applySaved(profileId);
        void connections.decodingChanged(profileId);
      }
      return outcome;
    },
    exportProfiles: async ({ profileIds, passphrase }, window) => {
      const file = await window.chooseSavePath('connections', exchangeDialogWords.exportName);
      return file === null ? succeed(null) : exchange.export(profileIds, passphrase, file);
    }
  };
}
