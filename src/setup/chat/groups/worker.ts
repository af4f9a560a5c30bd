import { parentPort, workerData } from "node:worker_threads";
import { fileOf } from "../../documents.ts";
import type { Job } from "./beside.ts";
import { growDocument } from "./grow-document.ts";

const job = workerData as Job;
parentPort?.postMessage(job.do === "grow" ? growDocument(job.growing) : fileOf(job.document));
