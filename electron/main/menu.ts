import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#contract/app';
import { menuWords } from '#contract/words/menu';

type Item = MenuItemConstructorOptions;

const isMac = process.platform === 'darwin';
/** On Windows and Linux the page and Chromium edit by themselves; registering the keys would take Ctrl+C from the page. */
const editKeys: Item = isMac ? {} : { registerAccelerator: false };
/** Two keys zoom in on most keyboards, and a menu item has only one. */
const hiddenZoomIn: Item = { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false };

/**
 * macOS shows the menu; elsewhere the window has no menu bar and only the keys work. Keys that the page handles itself
 * (Ctrl+K, F, E, 1 to 4, Enter, C, F1, F6, F8) are not given here, so that they reach it.
 */
export function setApplicationMenu(command: (name: MenuCommand) => void): void {
  const item = (name: MenuCommand, accelerator?: string): Item => ({
    label: menuWords[name],
    click: () => command(name),
    ...(accelerator === undefined ? {} : { accelerator })
  });
  const separator: Item = { type: 'separator' };

  const template: Item[] = [
    ...(isMac ? [appMenu()] : []),
    {
      label: menuWords.file,
      submenu: [
        item('addConnection', 'CommandOrControl+N'),
        item('importConnections'),
        item('exportConnections'),
        separator,
        { role: 'close' },
        ...(isMac ? [] : [{ role: 'quit', accelerator: 'Control+Q' } as const])
      ]
    },
    { label: menuWords.edit, submenu: [...editItems(), separator, item('copyPayload'), item('copyTopic')] },
    {
      label: menuWords.view,
      submenu: [
        item('toggleRail'),
        item('toggleInspector'),
        item('togglePublish'),
        separator,
        item('pause'),
        item('focusPublish'),
        separator,
        item('showMessage'),
        item('showHistory'),
        item('showChart'),
        item('showProperties'),
        separator,
        { label: menuWords.theme, submenu: [item('themeSystem'), item('themeLight'), item('themeDark')] },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        hiddenZoomIn,
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const])
      ]
    },
    ...(isMac ? [{ role: 'windowMenu', label: menuWords.window } as const] : []),
    { role: 'help', label: menuWords.help, submenu: [item('showKeys')] }
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function appMenu(): Item {
  return {
    label: app.getName(),
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' }
    ]
  };
}

function editItems(): Item[] {
  return [
    { role: 'undo', ...editKeys },
    { role: 'redo', ...editKeys },
    { type: 'separator' },
    { role: 'cut', ...editKeys },
    { role: 'copy', ...editKeys },
    { role: 'paste', ...editKeys },
    { role: 'selectAll', ...editKeys }
  ];
}
