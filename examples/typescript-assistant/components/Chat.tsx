'use client';

import { useChat } from '@ai-sdk/react';
import type { UIMessage } from 'ai';
import { useState } from 'react';
import { toHtml } from '../lib/markdown';

export function Chat() {
  const { messages, sendMessage, status } = useChat();
  const [draft, setDraft] = useState('');

  return (
    <section>
      {messages.map((message) =>
        message.role === 'user' ? (
          <p key={message.id} className="mine">{textOf(message)}</p>
        ) : (
          <div key={message.id} className="reply" dangerouslySetInnerHTML={{ __html: toHtml(textOf(message)) }} />
        ),
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void sendMessage({ text: draft });
          setDraft('');
        }}
      >
        <input value={draft} onChange={(event) => setDraft(event.target.value)} disabled={status !== 'ready'} />
      </form>
    </section>
  );
}

function textOf(message: UIMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
