// The peer: proves the signature, inserts the delivery and answers when the insert is committed.
// The database as libpq's variables say; TABLE is there. Prints its port; ends with its standard input.
import Fastify from 'fastify';
import pg from 'pg';
import { createHmac, timingSafeEqual } from 'node:crypto';

const { DOOR, HEADER, PREFIX, SECRET, POOL } = process.env;
const pool = new pg.Pool({ max: Number(POOL) });
const app = Fastify();

app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => done(null, body));

app.post(DOOR, async (request, reply) => {
  const body = request.body;
  const wanted = Buffer.from(PREFIX + createHmac('sha256', SECRET).update(body).digest('hex'));
  const given = Buffer.from(String(request.headers[HEADER]));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    return reply.code(403).send({ error: 'wrong signature' });
  }
  await pool.query({ name: 'keep', text: 'insert into deliveries (body) values ($1)', values: [body.toString()] });
  return { status: 'success' };
});

await app.listen({ host: '127.0.0.1', port: 0 });
console.log(app.server.address().port);
process.stdin.on('end', () => process.exit()).resume();
