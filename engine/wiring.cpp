// SPDX-License-Identifier: GPL-3.0-or-later
// The one place inside the engine where concrete rooms meet.
#include "wiring.h"

#include "base/cpuload.h"
#include "base/processors.h"
#include "demo/demoframesource.h"
#include "opencv/imagefile.h"
#include "opencv/imagefoldersource.h"
#include "opencv/pictureinput.h"
#include "opencv/resize.h"
#include "opencv/videofilesource.h"
#include "nvml/nvml.h"
#include "openvino/openvinoexecutor.h"
#include "openvino/openvinoruntime.h"
#include "torch/accelerator.h"
#include "torch/torchexecutor.h"
#include "torch/torchmemory.h"

#include <spdlog/spdlog.h>

#include <thread>
#include <utility>

namespace lineside {

namespace {

constexpr int kKeptPictureQuality = 90;  // of JPEG: no edge of a defect is lost, at a tenth of the bytes

/// What torch holds on each accelerator for this program, and what its driver says of the whole device.
std::vector<DeviceMemory> deviceMemory(const Nvml *driver)
{
    std::vector<DeviceMemory> devices;
    for (const TorchMemory &torch : torchMemory()) {
        DeviceMemory device{torch.device, {}, {}, torch.reserved, torch.allocated};
        if (const auto whole = driver ? driver->memory(torch.pciAddress) : std::nullopt) {
            device.total = whole->total;
            device.used = whole->used;
        }
        devices.push_back(std::move(device));
    }
    return devices;
}

std::optional<std::uint64_t> bytesOnAccelerators()
{
    std::optional<std::uint64_t> bytes;
    for (const TorchMemory &torch : torchMemory()) {
        if (torch.allocated)
            bytes = bytes.value_or(0) + *torch.allocated;
    }
    return bytes;
}

/// Whatever decides whether two precisions agree and how long they take: this program, the library, the processors.
std::string identityOf(const OpenVinoRuntime &openVino)
{
    return "lineside " LINESIDE_VERSION "; " + openVino.identity() + "; " + processorModel() + "; " + std::to_string(allowedProcessors().size()) + " processors";
}

/// How busy the device is that models run on.
std::function<std::optional<double>()> busyDevice(const Backends &backends, std::shared_ptr<const Nvml> driver)
{
    if (!backends.accelerator)
        return [load = std::make_shared<CpuLoad>(allowedProcessors())] { return load->sinceLast(); };
    return [driver = std::move(driver)]() -> std::optional<double> {
        const auto devices = torchMemory();
        return driver && !devices.empty() ? driver->busy(devices.front().pciAddress) : std::nullopt;
    };
}

}  // namespace

Result<Backends> makeBackends()
{
    keepOpenCvSingleThreaded();  // before its first use: its pool would compete with the executors
    auto runtime = OpenVinoRuntime::create();
    if (!runtime)
        return runtime.error();
    Backends backends;
    backends.openVino = *runtime;
    backends.accelerator = acceleratorName();
    backends.automatic.hasFast = [cpuHasFast = (*runtime)->hasFastPrecision(), accelerated = backends.accelerator.has_value()] { return cpuHasFast || accelerated; };
    backends.automatic.severalAtOnce = !backends.accelerator;
    if (backends.accelerator)
        backends.automatic.onAccelerator = bytesOnAccelerators;
    else  // torch is not asked what it and its device are: what it found out is found out again
        backends.automatic.identity = identityOf(**runtime);
    backends.automatic.make = [parts = Backends{*runtime, backends.accelerator, {}}](const WeightFile &file, const ExecutorOptions &options) {
        return makeExecutor(parts, file, BackendChoice::Auto, options);
    };
    return backends;
}

Result<std::unique_ptr<Executor>> makeExecutor(const Backends &backends, const WeightFile &file, BackendChoice backend,
                                               const ExecutorOptions &options)
{
    if (backend == BackendChoice::Torch || (backend == BackendChoice::Auto && backends.accelerator))
        return makeTorchExecutor(*file.network, options);
    return makeOpenVinoExecutor(backends.openVino, *file.network, options);
}

FrameSourceFactory makeSourceFactory(FrameSourceFactory more)
{
    return [more = std::move(more)](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
        switch (config.kind) {
        case SourceKind::DemoLine: {
            DemoLineConfig demo;
            demo.seed = config.demoSeed;
            demo.station = config.demoStation;
            demo.fps = config.targetFps;
            demo.defectRate = config.demoDefectRate;
            return makeDemoFrameSource(demo);
        }
        case SourceKind::VideoFile: return makeVideoFileSource(config.location, config.targetFps, true);
        case SourceKind::ImageFolder: return makeImageFolderSource(config.location, config.targetFps, true);
        case SourceKind::Camera:
        case SourceKind::Stream: break;
        }
        if (more)
            return more(config);
        return Error{ErrorCode::Unsupported, std::string(toString(config.kind)) + " sources need the Qt part"};
    };
}

std::vector<StationConfig> demoStations(int count)
{
    std::vector<StationConfig> stations;
    for (int i = 0; i < count; ++i) {
        StationConfig s;
        s.id = "station-" + std::to_string(i + 1);
        s.name = "Station " + std::to_string(i + 1);
        s.source.kind = SourceKind::DemoLine;
        s.source.demoSeed = 1000 + static_cast<std::uint64_t>(i);
        s.source.demoStation = i;
        s.contract.labels = DemoLine::labels();
        s.rule.partLabel = "Bottle";
        s.rule.requiredLabels = {"Cap", "Label"};
        s.rule.rejectLabels = {"Cap askew", "Label torn"};
        s.coverage = {0, 0};  // its bottles come in no lots, and are the same every hour
        stations.push_back(std::move(s));
    }
    return stations;
}

EngineParts makeEngineParts(const Backends &backends, const Clock &clock, std::filesystem::path vetProgram)
{
    EngineParts parts;
    parts.defaultStations = demoStations();
    parts.sources = makeSourceFactory();
    parts.vetFile = [program = std::move(vetProgram)](const std::filesystem::path &file, const VetOptions &options) {
        return vetWeightFile(program, file, options);
    };
    parts.executors = backends.automatic;
    parts.resize = resizeBilinear;
    parts.visitPictures = visitPictures;
    parts.encodePng = encodePng;
    parts.decodePng = decodePng;
    parts.encodeJpeg = [](const ImageView &picture) { return encodeJpeg(picture, kKeptPictureQuality); };
    parts.clock = &clock;
    parts.computeDevice = backends.accelerator.value_or("CPU");
    parts.cpuThreads = backends.accelerator ? 0 : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    parts.acceleration = backends.accelerator ? Acceleration::Used
                         : hasAcceleratorLibraries() ? Acceleration::NoDevice
                                                     : Acceleration::NotInThisBuild;
    const auto driver = backends.accelerator ? std::shared_ptr<const Nvml>(Nvml::load()) : nullptr;
    parts.busy = busyDevice(backends, driver);
    if (backends.accelerator) {
        parts.deviceMemory = [driver] { return deviceMemory(driver.get()); };
        parts.returnMemory = [] {
            returnFreeMemory();
            if (const auto returned = returnTorchMemory(); !returned)
                spdlog::warn("what the accelerator's memory holds without use is not given back: {}", returned.error().detail);
        };
    }
    return parts;
}

}  // namespace lineside
