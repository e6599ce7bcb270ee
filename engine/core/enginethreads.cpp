// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enginethreads.h"

#include <utility>

namespace lineside {
namespace {

class RealThreads final : public EngineThreads {
public:
    std::shared_ptr<EndingTaskRunner> runner(const std::string &name, AtStop atStop, ThreadPriority priority) override
    {
        return std::make_shared<ThreadTaskRunner>(name, atStop, priority);
    }
    void runWithPriority(ThreadPriority priority, const std::string &name, const std::function<void()> &run) override
    {
        lineside::runWithPriority(priority, name, run);
    }
    std::unique_ptr<Inference> inference(int lanes, std::vector<std::vector<int>> processors) override
    {
        return std::make_unique<InferenceWorker>(lanes, std::move(processors));
    }
    std::shared_ptr<MemoryReturn> memory(std::function<void()> look, std::function<void()> giveBack) override
    {
        return std::make_shared<MemoryThread>(std::move(look), std::move(giveBack));
    }
    std::unique_ptr<StationSource> source(const SourceConfig &config, const FrameSourceFactory &factory, const Clock &clock) override
    {
        return std::make_unique<SupervisedSource>(config, factory, clock);
    }
};

}  // namespace

std::shared_ptr<EngineThreads> realThreads()
{
    return std::make_shared<RealThreads>();
}

}  // namespace lineside
