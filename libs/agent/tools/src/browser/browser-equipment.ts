import { NO_EQUIPMENT, type EquipmentProvider, type Logger, type Tool } from '@openhands-nest/agent-ports';
import type * as events from '@openhands-nest/contracts/events';
import { ActionKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import * as actions from './browser-actions.js';
import { BrowserSession } from './browser-session.js';
import { browserTool } from './browser-tool.js';
import { HOW_TO_GET_CHROMIUM } from './find-chromium.js';

const GUIDANCE = `# Browser

A page is used in this order: browser_navigate, browser_get_state, then click or type by the numbers of that state, then look again: numbers change with every action. To read, browser_get_content is enough. Where curl in the terminal does, use that. Give a page up that asks for a login or a captcha, and never send a form that nobody asked for.`;

export interface BrowserEquipmentOptions {
  /** Path of a Chromium; undefined: there is none. */
  readonly executable: string | undefined;
  readonly logger: Logger;
}

/** Gives a browser to conversations whose agent has the browser tools. It starts when it is first used. */
export function browserEquipment({ executable, logger }: BrowserEquipmentOptions): EquipmentProvider {
  return {
    async equip({ record, openWorkspace }) {
      if (!record.spec.tools.includes(ToolName.BrowserToolSet)) return NO_EQUIPMENT;
      if (executable === undefined) {
        logger.warn(HOW_TO_GET_CHROMIUM, { conversationId: record.id });
        return NO_EQUIPMENT;
      }
      const session = new BrowserSession(executable, openWorkspace, record.spec.browserPictures);
      return { tools: browserTools(session), instructions: [GUIDANCE], close: () => session.close() };
    },
  };
}

/** The whole set. */
export function browserTools(session: BrowserSession): Tool[] {
  return [
    browserTool<events.BrowserNavigateAction>(session, {
      name: 'browser_navigate',
      kind: ActionKind.BrowserNavigate,
      description: 'Opens an address.',
      showsPage: true,
      run: actions.navigate,
    }),
    browserTool<events.BrowserClickAction>(session, {
      name: 'browser_click',
      kind: ActionKind.BrowserClick,
      description: 'Clicks an element by its number in the newest state.',
      showsPage: true,
      run: actions.click,
    }),
    browserTool<events.BrowserGetStateAction>(session, {
      name: 'browser_get_state',
      kind: ActionKind.BrowserGetState,
      description: 'Shows where the browser is, and numbers what can be clicked or filled in.',
      readOnly: true,
      showsPage: true,
      wantsPicture: ({ include_screenshot: wanted }) => wanted === true,
      run: actions.getState,
    }),
    browserTool<events.BrowserGetContentAction>(session, {
      name: 'browser_get_content',
      kind: ActionKind.BrowserGetContent,
      description: 'Gives the text of the page as Markdown, 30 000 characters at a time.',
      readOnly: true,
      run: actions.getContent,
    }),
    browserTool<events.BrowserTypeAction>(session, {
      name: 'browser_type',
      kind: ActionKind.BrowserType,
      description: 'Puts a text into a field, in the place of what was there.',
      showsPage: true,
      run: actions.type,
    }),
    browserTool<events.BrowserScrollAction>(session, {
      name: 'browser_scroll',
      kind: ActionKind.BrowserScroll,
      description: 'Scrolls by most of what is shown.',
      showsPage: true,
      run: actions.scroll,
    }),
    browserTool<events.BrowserGoBackAction>(session, {
      name: 'browser_go_back',
      kind: ActionKind.BrowserGoBack,
      description: 'Goes back to the page before.',
      showsPage: true,
      run: actions.goBack,
    }),
    browserTool<events.BrowserListTabsAction>(session, {
      name: 'browser_list_tabs',
      kind: ActionKind.BrowserListTabs,
      description: 'Lists the open tabs with their ids.',
      readOnly: true,
      run: actions.listTabs,
    }),
    browserTool<events.BrowserSwitchTabAction>(session, {
      name: 'browser_switch_tab',
      kind: ActionKind.BrowserSwitchTab,
      description: 'Goes on in another tab.',
      showsPage: true,
      run: actions.switchTab,
    }),
    browserTool<events.BrowserCloseTabAction>(session, {
      name: 'browser_close_tab',
      kind: ActionKind.BrowserCloseTab,
      description: 'Closes a tab.',
      showsPage: true,
      run: actions.closeTab,
    }),
    browserTool<events.BrowserGetStorageAction>(session, {
      name: 'browser_get_storage',
      kind: ActionKind.BrowserGetStorage,
      description: 'Shows cookies and what pages have stored.',
      readOnly: true,
      run: actions.getStorage,
    }),
    browserTool<events.BrowserSetStorageAction>(session, {
      name: 'browser_set_storage',
      kind: ActionKind.BrowserSetStorage,
      description: 'Puts cookies and stored items back, as browser_get_storage has shown them.',
      run: actions.setStorage,
    }),
  ];
}
