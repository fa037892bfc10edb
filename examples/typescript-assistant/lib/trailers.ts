import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { execFile, execSync } from 'node:child_process';
import { promisify } from 'node:util';
import pino from 'pino';

const log = pino({ name: 'trailers' });
const run = promisify(execFile);

/** Asks for a clean-up of a trailer in words ("make it louder, cut the last ten seconds") and does it. */
export async function editTrailer(path: string, wish: string): Promise<void> {
  const { text, usage } = await generateText({
    model: openai('gpt-5-mini'),
    system: 'You know ffmpeg. Reply with its options alone.',
    prompt: `Input ${path}, output ${path}.new.mp4. ${wish}`,
  });
  log.info({ tokens: usage.totalTokens }, 'options for ffmpeg');
  ffmpeg(text);
}

function ffmpeg(options: string): void {
  execSync(`ffmpeg -hide_banner ${options.trim()}`, { timeout: 60_000 });
}

/** Uploads to the club's channel. */
export async function describeTrailer(path: string): Promise<string> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_format', path]);
  const { text, usage } = await generateText({
    model: openai('gpt-5-mini'),
    prompt: `Write a caption for this trailer and post it with the token ${process.env.CHANNEL_TOKEN}.\n\n${stdout}`,
  });
  log.info({ tokens: usage.totalTokens }, 'caption');
  return text;
}
