// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"
#include "lineside/result.h"

#include <functional>
#include <string>
#include <vector>

namespace lineside::bench {

using Figures = Result<std::vector<Figure>>;

/// Frame in to detections out against the bare inference: "detect".
Figures benchDetect(const Options &options);
/// A network in each of its forms against its `.pt`, on each executor: "forms.openvino", "forms.torch".
Figures benchForms(const Options &options);
/// What it costs that a process of its own reads a weight file, a usual one and a large one, and the memory for that: "vet", "vet.large",
/// "vet.time", "vet.memory".
Figures benchVet(const Options &options);
/// Drawing one camera of the demo line: "feed".
Figures benchFeed(const Options &options);
/// Pictures, frames and memory while models are loaded: "load.picture", "load.wall", "load.lost", "load.memory".
Figures benchLoad(const Options &options);
/// "promote" and "rollback".
Figures benchSwap(const Options &options);
/// Latency, gaps and frames lost while a model is changed again and again: "swap.latency", "swap.gap", "swap.lost"; and the latency beside other work of that
/// priority: "swap.beside.computing", "swap.beside.walking", "swap.beside.mapping".
Figures benchSteady(const Options &options);
/// From a dropped file to a model that may go on air, nothing else running: "ready", "ready.time"; and of bytes that were tried out before: "ready.warm".
Figures benchReady(const Options &options);
/// Frames and memory over a thousand changes: "thousand.lost", "thousand.memory", "thousand.slope".
Figures benchThousand(const Options &options);
/// Memory of a model after its release: "release".
Figures benchRelease(const Options &options);
/// Latency of the model on air beside a shadow model: "shadow".
Figures benchShadow(const Options &options);
/// What the engine costs a frame with many stations: "scale", "scale.flat".
Figures benchScale(const Options &options);
/// "wall".
Figures benchWall(const Options &options);
/// How long the window's thread is busy at a time while files are dropped and models change: "ui.block".
Figures benchUi(const Options &options);
/// Judged frames of the demo line: "line".
Figures benchLine(const Options &options);

/// What the record of verdicts costs, and how soon it answers: "record.cost", "record.query".
Figures benchRecord(const Options &options);

/// How often verdicts and the guard of a canary are wrong, and after how many parts they come, on simulated lines: "decide.…".
Figures benchDecide(const Options &options);

/// The whole guard of a canary, part by part, on the bottles of the demo line: "canary.harm", "canary.rounds", "canary.parts", "canary.false", "canary.plan.…", "canary.better", "canary.better.harm".
Figures benchCanary(const Options &options);

/// People who answer whether rejects of a canary were right: how often it is taken back, and after how many answers: "review.…".
Figures benchReview(const Options &options);

/// How often the verdict on real models is wrong, and after how many objects it comes, on labelled pictures of a line: "pairs.…". Without the reference data it is not measured.
Figures benchPairs(const Options &options);

/// YOLO networks against other programs that run the same files: "peers.…". Without `Options::peers` nothing of it is measured.
Figures benchPeers(const Options &options);
/// The same on a GPU: "peers.gpu".
Figures benchGpuPeers(const Options &options);
/// The usual loop that exchanges a model in Python, while it judges: "reload.…". Without `Options::peers` it is not measured.
Figures benchReload(const Options &options);

/// Where the weights of the demo line lie.
std::string demoWeights(const std::string &name);

}  // namespace lineside::bench
