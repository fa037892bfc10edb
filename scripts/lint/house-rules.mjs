/** Endings of tree-sitter's node type names: `call_expression`, `function_definition`. */
const NODE_TYPE =
  /^[a-z]+(_[a-z]+)*_(statement|expression|definition|declaration|declarator|clause|specifier|literal|parameter|argument|operator|pattern|element)s?$/;

/** ESLint rules for this repository only. */
export const houseRules = {
  rules: {
    'no-node-types': {
      meta: {
        type: 'problem',
        docs: { description: 'Only analysis/languages knows how a grammar names its nodes.' },
        messages: { nodeType: '"{{ name }}" names a syntax node: only analysis/languages may.' },
        schema: [],
      },
      create: (context) => {
        const check = (node, text) => {
          if (typeof text !== 'string' || !NODE_TYPE.test(text)) return;
          context.report({ node, messageId: 'nodeType', data: { name: text } });
        };
        return {
          Literal: (node) => check(node, node.value),
          TemplateElement: (node) => check(node, node.value.cooked),
        };
      },
    },
  },
};
