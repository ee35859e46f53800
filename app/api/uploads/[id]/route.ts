import { z } from "zod";
import { getLab } from "#app/lab.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { UploadReplySchema } from "#lib/api/schema.ts";
import { getUpload } from "#lib/data/get-upload.ts";
import { parse, replyJson, route } from "../../respond.ts";

export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(async () => {
    const id = parse(z.uuid(), (await params).id, "The upload id");
    const upload = await getUpload(getLab(), id);
    if (!upload) throw new HttpError("not-found", `There is no upload ${id}.`);
    return replyJson(UploadReplySchema, { upload });
  });
}
