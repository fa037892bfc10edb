import { remembered } from './remembered';

/*
 * Texts that are for something else than a model, by what they are named for or how they begin: whoever
 * writes one may do harm there, but it gives no model instructions.
 */

const others = /(^|_)(sql|url|uri|href|path|filename|file|dir|folder|html|css|svg|xml|cmd|command|regex|endpoint|route)s?(_|$)/;
const forModels = /prompt|instruct|system|message|persona|chat/;
const beginnings = /^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+\S+\s+as\s*\(|create\s+(table|view|index)\s|<!doctype|<html|https?:\/\/|file:\/\/)/i;

const isOtherByName = remembered((name) => {
  const words = name.slice(name.lastIndexOf('.') + 1).replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return others.test(words) && !forModels.test(words);
});

/** `sql.format(…)`, `LOG_PATH_TEMPLATE.format(…)`, `"SELECT …".format(…)`. */
export function isOtherText(name: string, text: string | undefined): boolean {
  return isOtherByName(name) || beginnings.test(text ?? '');
}
