// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace lineside {

struct PipelineWatch;

/// Tells of the errors inside the pipelines that Qt makes for cameras, which Qt itself keeps silent about: a camera that
/// somebody else uses, that was pulled out, that gives no such format. Watches the pipelines that the constructing thread
/// puts together between construction and `enough`. Tells nothing where Qt does not use GStreamer.
class PipelineErrors {
public:
    /// `onError` is called on a thread of the pipeline.
    explicit PipelineErrors(std::function<void(bool busy, const std::string &words)> onError);
    /// No call comes any more. On the thread that constructed it.
    ~PipelineErrors();
    PipelineErrors(const PipelineErrors &) = delete;
    PipelineErrors &operator=(const PipelineErrors &) = delete;

    /// All pipelines are made. On the thread that constructed it.
    void enough();

private:
    const std::shared_ptr<PipelineWatch> m_watch;
};

}  // namespace lineside
