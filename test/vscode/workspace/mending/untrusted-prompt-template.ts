import { ChatPromptTemplate } from '@langchain/core/prompts';
import express from 'express';

express().post('/make', async (req, res) => {
  const question = req.body.question;
  res.json(ChatPromptTemplate.fromTemplate(`For {goods}: ${question}`));
});
