// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/openedmodel.h"

#include "base/memoryinfo.h"
#include "common/installation.h"
#include "ctl/offeredfile.h"
#include "detect/detector.h"
#include "model/heldmemory.h"
#include "store/files.h"
#include "vet/vetprocess.h"

#include <filesystem>

namespace lineside::ctl {

Result<OpenedModel> openModel(const ModelChoice &choice, const Backends &backends)
{
    const auto refused = [](const Refusal &refusal) { return Error{ErrorCode::Unsupported, refusal.detail, refusal}; };
    VetOptions vet;
    ReadOptions &read = vet.read;
    if (choice.size > 0)
        read.inputSize = InputSize{choice.size, choice.size};
    read.head = choice.head == "one2one" ? HeadChoice::OneToOne : choice.head == "one2many" ? HeadChoice::OneToMany : HeadChoice::Auto;
    const auto one = OneFile::of(choice.path);
    if (!one)
        return refused(one.error());
    read.layout = vet.contract.layout = modelLayoutOf(choice.layout).value_or(ModelLayout::Auto);
    const auto vetted = vetWeightFile(findVetProgram(), one->path(), vet);
    if (!vetted)
        return refused(vetted.error());
    const WeightFile &file = vetted->file;
    const auto hash = hashFile(one->path());
    if (!hash)
        return hash.error();
    const BackendChoice backend = choice.executor == "openvino" ? BackendChoice::OpenVino : choice.executor == "torch" ? BackendChoice::Torch : BackendChoice::Auto;
    const auto held = [&backends] { return HeldMemory::now(backends.automatic.onAccelerator, [](const std::function<void()> &look) { look(); }); };
    const HeldMemory before = held();
    auto executor = makeExecutor(backends, file, backend, {choice.precision == "reduced" ? Precision::Fast : Precision::Exact, choice.threads});
    if (!executor)
        return executor.error();
    OpenedModel opened;
    opened.settings = defaultSettings(file.network->info.head);
    opened.description = {{"name", std::filesystem::path(choice.path).filename().string()}, {"sha256", *hash}, {"family", file.network->info.family},
                          {"executor", (*executor)->info().backend}, {"precision", (*executor)->info().precision}};
    opened.executor = *std::move(executor);
    returnFreeMemory();  // what was needed on the way is not the model's
    opened.memoryBytes = held().since(before);
    return opened;
}

}  // namespace lineside::ctl
