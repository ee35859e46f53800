import { z } from "zod";
import { getEnv, getLab } from "#app/lab.ts";
import { UploadReplySchema } from "#lib/api/schema.ts";
import { receiveUpload } from "#lib/api/receive-upload.ts";
import { parse, replyJson, route } from "../respond.ts";

const NameSchema = z.string().trim().min(1).max(200);

export function POST(request: Request): Promise<Response> {
  return route(async () => {
    const name = parse(NameSchema, new URL(request.url).searchParams.get("name"), "The file name");
    const maxBytes = Math.round(getEnv().LAB_UPLOAD_MAX_MB * 1024 * 1024);
    const upload = await receiveUpload(getLab(), { name, body: request.body, declaredBytes: request.headers.get("content-length"), maxBytes });
    return replyJson(UploadReplySchema, { upload }, { status: 201, headers: { location: `/api/uploads/${upload.id}` } });
  });
}
