import { remembered } from './remembered';

/*
 * By their names: what keeps a record, so that one may be kept where it is called, and what keeps none
 * of a text that it is given. Both are said only of what was not followed to its end.
 */

const list = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const recordingVerbs = list('log record trace track audit instrument observe monitor meter');
const storingVerbs = list(
  'add save write append store insert update increment inc push emit send post persist dump publish put create on submit flush finish end start begin report register collect accumulate charge deduct capture handle set',
);
const kept = list(
  'log logs audit audits telemetry metric metrics analytics tracer trace traces monitor tracker recorder usage cost costs billing stats statistics statsd sentry langfuse langsmith helicone mlflow wandb otel prometheus span spans breadcrumb trajectory trajectories traj ledger profiler latency credit credits quota quotas budget spending',
);
const objects = new Set([...kept, ...list('auditor logging logger histogram counter usages monitoring')]);
/** `update_used_tokens`: what is counted of a call, not what a text is made of. */
const spent = list('used usage spent consumed total billed');
/** What is recorded of the world, or set up before anything is recorded. */
const otherwise = list('audio voice video screen sound mic microphone speech screenshot image camera level handler logger in out off stack back backs mouse keyboard tab page user users file files path name id ids');
const managers = list('callback callbacks tracing tracer trace timer timed timing profile profiler span monitor measure stopwatch usage observe observation instrument log logging logged track tracker');

function words(name: string): readonly string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

const segments = (name: string): readonly string[] => name.replace(/\(\)|\[…\]/g, '').split('.');

/** A function, or a method of an object, that is named like what keeps a record of what is going on. */
export const isKeeperByName = remembered((name) => {
  const parts = segments(name);
  const method = words(parts.at(-1) ?? '');
  const [verb, ...rest] = method;
  if (verb === undefined || method.some((word) => otherwise.has(word))) return false;
  if (recordingVerbs.has(verb) && (rest.length > 0 || parts.length === 1 || /^(self|this|_?cls)$/.test(parts.at(-2)!))) return true;
  if (storingVerbs.has(verb) && (rest.some((word) => kept.has(word)) || (rest.includes('tokens') && rest.some((word) => spent.has(word))))) return true;
  const object = parts.length > 1 ? words(parts.at(-2)!).at(-1) : undefined;
  return object !== undefined && objects.has(object) && (storingVerbs.has(verb) || recordingVerbs.has(verb) || verb === 'event' || verb === 'generation');
});

/** What a `with` block is named for that measures or traces what is done in it. */
export const isManagerByName = remembered((name) => segments(name).slice(-2).some((part) => words(part).some((word) => managers.has(word))));

const places = list('log logs audit usage trace traces metric metrics telemetry analytics jsonl');
const placing = /^(open|write_?text|writeFile(Sync)?|createWriteStream|from_?|table|collection|insert|into|rpc|to_?csv|FileHandler|xadd)$/;

/** `open("calls.log", "w")`, `from('usage_logs')`: a place that is named like one for records. */
export function isPlaceOfRecords(method: string, place: string | undefined): boolean {
  return place !== undefined && placing.test(method) && words(place).some((word) => places.has(word));
}

/** What makes something else of it, or looks at it. */
const shaping = [
  'parse|format|render|convert|transform|encode|decode|validate|check|verify|split|strip|clean|extract|normali[sz]e|to|from|as|is|has|get|find|create|build|make|compute|calculate|merge|join|map|filter|load|dumps?',
  'stringify|serialize|deserialize|escape|unescape|saniti[sz]e|highlight|wrap|truncate|chunk|count|len|str|repr|json|compile|test|match|search|replace|select|pick|sort|group|compare|diff|translate|tokeni[sz]e|estimate|read',
  'resize|crop|generate|synthesi[sz]e|invoke|complete|chat|embed|predict|score|rank|classify|retrieve|query|prepare|resolve|reject|next|done|copy|clone|assign|colou?red|indent|dedent|fill|unwrap|use|with|apply|loads?|new|init|concat|strip|remove|trim|cast|zip|pad|open|decorate|style|bold|ensure|assert|expect|raise|throw|run|exec(?:ute)?|call|eval',
  'repair|fix|correct',
].join('|');

const silentVerbs = new RegExp(
  '^_*a?(?:' + [
    shaping,
    // What shows it to somebody, or hands it to the one who asked.
    'send|reply|respond|response|answer|write|print|echo|puts|display|show|set|edit|speak|say|play|toast|alert|status|markdown|md|title|header|subheader|text|caption|code|yield|enqueue|stream|end|close|flush|html|paste|type|download|attach|prompt|ask|confirm|note|success|error|info|warn(?:ing)?|stop|start|message|chat|redirect|view|draw|post_?message|chat_postMessage|fulfill|success|navigate|refetch|mutate|invalidate|focus|scroll|delta',
    // What keeps it as the text that it is.
    'save|store|insert|add|create|update|upsert|commit|put|append|push|extend|persist|cache|remember|index|delete|patch|setItem|upload|import|export|merge|bulk|rename|move',
  ].join('|') + ')(?![a-z])',
);

const shapes = new RegExp(`^_*(?:${shaping})(?![a-z])`);

/** A function that is named for what it makes of a text. */
export const isShapingByName = remembered((name) => shapes.test(name.slice(name.lastIndexOf('.') + 1)));

const sockets = /(socket|^io|^ws|\bws|\bres|response|conn(ection)?)\.[a-z]\w*$/i;

/** What goes to the one who listens at the other end of a connection. */
export const isSocketByName = remembered((name) => sockets.test(segments(name).join('.')));

/** A function that is given a text and is named for what it makes of it, shows of it or keeps as it is. */
export const isSilentByName = remembered((name) => {
  const method = segments(name).at(-1) ?? '';
  // A class that is given something only holds it.
  return silentVerbs.test(method) || /^[A-Z][a-z]/.test(method) || sockets.test(name);
});
