// SPDX-License-Identifier: GPL-3.0-or-later
#include "nvml/nvml.h"

#include "torch/accelerator.h"
#include "torch/torchmemory.h"

#include <QtTest>

#include <dlfcn.h>


using namespace lineside;

/// The driver's library at run time, with stand-ins for it: a GPU is needed for none of this, and none was seen by it.
class TestNvml : public QObject {
    Q_OBJECT

private slots:
    void a_gpu_is_found_by_its_address_and_gives_total_and_used()
    {
        const auto nvml = Nvml::load(FAKE_NVML_GOOD);
        QVERIFY(nvml);
        const auto memory = nvml->memory("0000:65:00.0");
        QVERIFY(memory);
        QCOMPARE(memory->total, std::uint64_t{8'000'000'000});
        QCOMPARE(memory->used, std::uint64_t{2'500'000'000});
    }

    void an_unknown_or_empty_address_gives_no_figure()
    {
        const auto nvml = Nvml::load(FAKE_NVML_GOOD);
        QVERIFY(nvml);
        QVERIFY(!nvml->memory("0000:01:00.0"));
        QVERIFY(!nvml->memory(""));
    }

    void figures_that_contradict_themselves_are_not_shown()
    {
        const auto nvml = Nvml::load(FAKE_NVML_GOOD);
        QVERIFY(nvml);
        QVERIFY(!nvml->memory("0000:B3:00.0"));
    }

    void how_busy_it_is_comes_as_a_share_or_not_at_all()
    {
        const auto nvml = Nvml::load(FAKE_NVML_GOOD);
        QVERIFY(nvml);
        QCOMPARE(nvml->busy("0000:65:00.0"), std::optional(0.87));
        QVERIFY(!nvml->busy("0000:B3:00.0"));  // contradicts itself
        QVERIFY(!nvml->busy("0000:01:00.0"));
        QVERIFY(!nvml->busy(""));
    }

    void an_old_driver_without_that_figure_gives_the_others()
    {
        const auto nvml = Nvml::load(FAKE_NVML_OLD);
        QVERIFY(nvml);
        QVERIFY(!nvml->busy("0000:65:00.0"));
        QVERIFY(nvml->memory("0000:65:00.0"));
    }

    void without_the_library_there_is_nothing_and_no_guess()
    {
        QVERIFY(!Nvml::load("libthere-is-no-such-nvml.so.1"));
    }

    void a_library_without_a_driver_is_not_used()
    {
        QVERIFY(!Nvml::load(FAKE_NVML_NO_DRIVER));
    }

    void a_library_that_lacks_a_function_is_not_used()
    {
        QVERIFY(!Nvml::load(FAKE_NVML_INCOMPLETE));
    }

    void what_is_started_is_stopped_again()
    {
        void *library = dlopen(FAKE_NVML_GOOD, RTLD_LAZY | RTLD_LOCAL);
        QVERIFY(library);
        const auto started = reinterpret_cast<int (*)()>(dlsym(library, "fakeNvmlStarted"));
        QVERIFY(started);
        auto nvml = Nvml::load(FAKE_NVML_GOOD);
        QCOMPARE(started(), 1);
        nvml.reset();
        QCOMPARE(started(), 0);
        dlclose(library);
    }

    void torch_names_its_accelerators_or_none()
    {
        const auto devices = torchMemory();
        QCOMPARE(devices.empty(), !acceleratorName());
        for (const TorchMemory &device : devices) {
            QVERIFY(device.device.find(':') != std::string::npos);
            QVERIFY(!device.allocated || (device.reserved && *device.allocated <= *device.reserved));
        }
    }
};

QTEST_GUILESS_MAIN(TestNvml)
#include "tst_nvml.moc"
