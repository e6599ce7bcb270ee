# SPDX-License-Identifier: GPL-3.0-or-later
# The run-time libraries that come as pinned wheels (tools/setup/wheels.lock), unpacked by `make setup`:
#   Lineside::Torch     libtorch_cpu and libc10
#   Lineside::OpenVINO  openvino::runtime
if(DEFINED ENV{XDG_CACHE_HOME})
    set(cache_home $ENV{XDG_CACHE_HOME})
else()
    set(cache_home $ENV{HOME}/.cache)
endif()
set(LINESIDE_DEPS_DIR ${cache_home}/lineside/deps CACHE PATH "Where `make setup` unpacked the wheels")

set(torch_dir ${LINESIDE_DEPS_DIR}/torch)
set(openvino_dir ${LINESIDE_DEPS_DIR}/openvino)
foreach(needed ${torch_dir}/torch/lib/libtorch_cpu.so ${openvino_dir}/openvino/cmake/OpenVINOConfig.cmake)
    if(NOT EXISTS ${needed})
        message(FATAL_ERROR "${needed} is missing. Run `make setup` first: it fetches and unpacks the pinned libraries.")
    endif()
endforeach()

add_library(Lineside::Torch INTERFACE IMPORTED)
target_include_directories(Lineside::Torch SYSTEM INTERFACE
    ${torch_dir}/torch/include ${torch_dir}/torch/include/torch/csrc/api/include)
target_link_libraries(Lineside::Torch INTERFACE ${torch_dir}/torch/lib/libtorch_cpu.so ${torch_dir}/torch/lib/libc10.so)
# libtorch_cpu refers to profiling libraries of CUDA that are found at run time through the run path below.
target_link_options(Lineside::Torch INTERFACE -Wl,--allow-shlib-undefined)

set(OpenVINO_DIR ${openvino_dir}/openvino/cmake)
find_package(OpenVINO REQUIRED COMPONENTS Runtime)
add_library(Lineside::OpenVINO INTERFACE IMPORTED)
target_link_libraries(Lineside::OpenVINO INTERFACE openvino::runtime)

# OpenVINO brings a newer libtbb.so.12 than the system, which OpenCV would load first: its folder leads the run path, as
# DT_RPATH (not RUNPATH), so that it holds for the libraries of libraries too.
set(cuda_dirs)
file(GLOB cuda_dirs ${LINESIDE_DEPS_DIR}/nvidia-*/nvidia/*/lib ${LINESIDE_DEPS_DIR}/nvidia-*/nvidia/lib)
set(lineside_run_path ${openvino_dir}/openvino/libs ${torch_dir}/torch/lib ${cuda_dirs})
set(CMAKE_BUILD_RPATH ${lineside_run_path})
set(CMAKE_INSTALL_RPATH "\$ORIGIN/../lib/lineside")
add_link_options(-Wl,--disable-new-dtags)

if(LINESIDE_CUDA)
    if(NOT EXISTS ${torch_dir}/torch/lib/libtorch_cuda.so)
        message(FATAL_ERROR "libtorch_cuda.so is missing. Run `make setup CUDA=1` first.")
    endif()
    add_compile_definitions(LINESIDE_CUDA)
endif()
