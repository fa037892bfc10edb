import { marked } from 'marked';

interface MessageProps {
  author: string;
  text: string;
}

export function Message({ author, text }: MessageProps) {
  if (author === 'user') return <p className="mine">{text}</p>;
  return <div className="reply" dangerouslySetInnerHTML={{ __html: marked.parse(text) as string }} />;
}
