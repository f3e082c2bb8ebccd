import { app, dialog } from 'electron';
import path from 'node:path';
import { troubleDialogWords } from '#contract/words/dialogs';
import { headlessWords } from '#contract/words/headless';
import { registerAppScheme } from './app-protocol';
import { parseCommandLine } from './command-line';
import { Log } from './logging';
import { confinePages, hardenProcess } from './security';
import { startTreeline } from './treeline';

const commandLine = parseCommandLine(process.argv);
// A packaged program shows what it carries and nothing else, whatever its environment says.
const developmentUrl = app.isPackaged ? null : (process.env['VITE_DEV_SERVER_URL'] ?? null);
const log = new Log(path.join(app.getPath('userData'), 'logs'), !app.isPackaged || commandLine.status);

process.on('uncaughtException', (error) => log.bug(error.stack ?? error.message));
process.on('unhandledRejection', (reason) =>
  log.bug(reason instanceof Error ? (reason.stack ?? reason.message) : 'rejected')
);

hardenProcess();
registerAppScheme();
confinePages(developmentUrl);

if (app.requestSingleInstanceLock()) {
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    const what = `a process ended: ${type} ${serviceName ?? ''} ${reason} (${exitCode})`;
    // SIGTERM is what main itself ends a process with that has said goodbye.
    if (reason === 'killed' && exitCode === 15) log.info(what);
    else if (reason !== 'clean-exit') log.warn(what);
  });
  app
    .whenReady()
    .then(() => startTreeline({ commandLine, developmentUrl, log }))
    .catch((error: unknown) => {
      log.bug(error instanceof Error ? (error.stack ?? error.message) : 'start failed');
      const { title, detail } = troubleDialogWords.startFailed;
      if (!commandLine.status) dialog.showErrorBox(title, detail(log.file));
      app.exit(1);
    });
} else {
  // The first one hears of it (second-instance) and does what was asked.
  if (commandLine.status) log.say(headlessWords.handedOn);
  app.quit();
}
