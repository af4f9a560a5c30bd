import { parentPort, workerData } from "node:worker_threads";
import { type Growing, growDocument } from "./grow-document.ts";

parentPort?.postMessage(growDocument(workerData as Growing));
