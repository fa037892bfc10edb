import OpenAI from 'openai';

const apiKey = process.env.OPENAI_API_KEY;
const client = new OpenAI({ apiKey });
console.log('started with', apiKey);
