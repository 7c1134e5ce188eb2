import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { anyObject, Field, flag, integer, literal, Model, nullable, text } from '@openhands-nest/contracts/schema';
import { ObservationBase } from './observation-bases.js';

const INDEX = integer({ minimum: 0, description: 'Number of the element in the newest browser_get_state.' });
const TAB = text({ description: 'Id of the tab, from browser_list_tabs.' });

@Model({ additionalProperties: false })
export class BrowserNavigateAction {
  @Field(literal(ActionKind.BrowserNavigate, { default: ActionKind.BrowserNavigate }))
  readonly kind!: typeof ActionKind.BrowserNavigate;
  @Field(text({ description: 'Address of the page.' })) readonly url!: string;
  @Field(flag({ default: false, description: 'Open it in a new tab.' })) readonly new_tab?: boolean;
}

@Model({ additionalProperties: false })
export class BrowserClickAction {
  @Field(literal(ActionKind.BrowserClick, { default: ActionKind.BrowserClick }))
  readonly kind!: typeof ActionKind.BrowserClick;
  @Field(INDEX) readonly index!: number;
  @Field(flag({ default: false, description: 'Open what the click leads to in a new tab.' }))
  readonly new_tab?: boolean;
}

@Model({ additionalProperties: false })
export class BrowserTypeAction {
  @Field(literal(ActionKind.BrowserType, { default: ActionKind.BrowserType }))
  readonly kind!: typeof ActionKind.BrowserType;
  @Field(INDEX) readonly index!: number;
  @Field(text({ description: 'The text to put into the field.' })) readonly text!: string;
}

@Model({ additionalProperties: false })
export class BrowserGetStateAction {
  @Field(literal(ActionKind.BrowserGetState, { default: ActionKind.BrowserGetState }))
  readonly kind!: typeof ActionKind.BrowserGetState;
  @Field(flag({ default: false, description: 'Show a picture of the page, too.' }))
  readonly include_screenshot?: boolean;
}

@Model({ additionalProperties: false })
export class BrowserGetContentAction {
  @Field(literal(ActionKind.BrowserGetContent, { default: ActionKind.BrowserGetContent }))
  readonly kind!: typeof ActionKind.BrowserGetContent;
  @Field(flag({ default: false, description: 'Keep the addresses of links.' })) readonly extract_links?: boolean;
  @Field(
    integer({ default: 0, minimum: 0, description: 'Characters to leave out, to go on where the last part ended.' }),
  )
  readonly start_from_char?: number;
}

@Model({ additionalProperties: false })
export class BrowserScrollAction {
  @Field(literal(ActionKind.BrowserScroll, { default: ActionKind.BrowserScroll }))
  readonly kind!: typeof ActionKind.BrowserScroll;
  @Field(text({ enum: ['up', 'down'], default: 'down' })) readonly direction?: 'up' | 'down';
}

@Model({ additionalProperties: false })
export class BrowserGoBackAction {
  @Field(literal(ActionKind.BrowserGoBack, { default: ActionKind.BrowserGoBack }))
  readonly kind!: typeof ActionKind.BrowserGoBack;
}

@Model({ additionalProperties: false })
export class BrowserListTabsAction {
  @Field(literal(ActionKind.BrowserListTabs, { default: ActionKind.BrowserListTabs }))
  readonly kind!: typeof ActionKind.BrowserListTabs;
}

@Model({ additionalProperties: false })
export class BrowserSwitchTabAction {
  @Field(literal(ActionKind.BrowserSwitchTab, { default: ActionKind.BrowserSwitchTab }))
  readonly kind!: typeof ActionKind.BrowserSwitchTab;
  @Field(TAB) readonly tab_id!: string;
}

@Model({ additionalProperties: false })
export class BrowserCloseTabAction {
  @Field(literal(ActionKind.BrowserCloseTab, { default: ActionKind.BrowserCloseTab }))
  readonly kind!: typeof ActionKind.BrowserCloseTab;
  @Field(TAB) readonly tab_id!: string;
}

@Model({ additionalProperties: false })
export class BrowserGetStorageAction {
  @Field(literal(ActionKind.BrowserGetStorage, { default: ActionKind.BrowserGetStorage }))
  readonly kind!: typeof ActionKind.BrowserGetStorage;
}

@Model({ additionalProperties: false })
export class BrowserSetStorageAction {
  @Field(literal(ActionKind.BrowserSetStorage, { default: ActionKind.BrowserSetStorage }))
  readonly kind!: typeof ActionKind.BrowserSetStorage;
  @Field(anyObject({ description: 'cookies and origins, as browser_get_storage gives them.' }))
  readonly storage_state!: Record<string, unknown>;
}

@Model({ additionalProperties: false })
export class BrowserObservation extends ObservationBase {
  @Field(literal(ObservationKind.Browser, { default: ObservationKind.Browser }))
  readonly kind!: typeof ObservationKind.Browser;
  /** Base64. */
  @Field(nullable(text())) readonly screenshot_data?: string | null;
  @Field(nullable(text())) readonly full_output_save_dir?: string | null;
}
