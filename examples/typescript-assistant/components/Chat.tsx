'use client';

import { useChat } from '@ai-sdk/react';
import { useState } from 'react';
import { Message } from './Message';

export function Chat() {
  const { messages, sendMessage, status } = useChat();
  const [draft, setDraft] = useState('');

  return (
    <section>
      {messages.map((message) => {
        const text = message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
        return <Message key={message.id} author={message.role} text={text} />;
      })}
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
