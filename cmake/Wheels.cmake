# SPDX-License-Identifier: GPL-3.0-or-later
# The run-time libraries that come as pinned wheels (tools/setup/wheels.lock), unpacked by `make setup`:
#   Lineside::Torch     libtorch_cpu and libc10; with LINESIDE_CUDA libtorch_cuda is found at run time
#   Lineside::OpenVINO  openvino::runtime
if(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(cache_home $ENV{XDG_CACHE_HOME})
else()
    set(cache_home $ENV{HOME}/.cache)
endif()
set(LINESIDE_DEPS_DIR ${cache_home}/lineside/deps CACHE PATH "Where `make setup` unpacked the wheels")

set(torch_dir ${LINESIDE_DEPS_DIR}/torch/torch)
set(torch_cuda_dir ${LINESIDE_DEPS_DIR}/cuda/torch/torch)
set(openvino_dir ${LINESIDE_DEPS_DIR}/openvino/openvino)
set(needed ${torch_dir}/lib/libtorch_cpu.so ${openvino_dir}/cmake/OpenVINOConfig.cmake)
set(setup_words "make setup")
if(LINESIDE_CUDA)
    list(APPEND needed ${torch_cuda_dir}/lib/libtorch_cuda.so)
    set(setup_words "make setup CUDA=1")
endif()
foreach(file ${needed})
    if(NOT EXISTS ${file})
        message(FATAL_ERROR "${file} is missing. Run `${setup_words}` first: it fetches and unpacks the pinned libraries.")
    endif()
endforeach()

add_library(Lineside::Torch INTERFACE IMPORTED)
target_include_directories(Lineside::Torch SYSTEM INTERFACE
    ${torch_dir}/include ${torch_dir}/include/torch/csrc/api/include)
target_link_libraries(Lineside::Torch INTERFACE ${torch_dir}/lib/libtorch_cpu.so ${torch_dir}/lib/libc10.so)
# libtorch_cpu refers to profiling libraries of CUDA that are found at run time through the run path below.
target_link_options(Lineside::Torch INTERFACE -Wl,--allow-shlib-undefined)
if(LINESIDE_CUDA)
    # Not linked: the torch folder loads libtorch_cuda by name through the run path below, and it registers itself.
    target_compile_definitions(Lineside::Torch INTERFACE LINESIDE_CUDA)
endif()

set(OpenVINO_DIR ${openvino_dir}/cmake)
find_package(OpenVINO REQUIRED COMPONENTS Runtime)
add_library(Lineside::OpenVINO INTERFACE IMPORTED)
target_link_libraries(Lineside::OpenVINO INTERFACE openvino::runtime)

# OpenVINO brings a newer libtbb.so.12 than the system, which OpenCV would load first: its folder leads the run path, as
# DT_RPATH (not RUNPATH), so that it holds for the libraries of libraries too.
file(GLOB nvidia_dirs ${LINESIDE_DEPS_DIR}/nvidia-*/nvidia/*/lib)
set(CMAKE_BUILD_RPATH ${openvino_dir}/libs ${torch_dir}/lib ${nvidia_dirs})
if(LINESIDE_CUDA)
    file(GLOB nvidia_dirs ${LINESIDE_DEPS_DIR}/cuda/nvidia-*/nvidia/*/lib)
    list(APPEND CMAKE_BUILD_RPATH ${torch_cuda_dir}/lib ${nvidia_dirs})
endif()
set(CMAKE_INSTALL_RPATH "\$ORIGIN/../lib/lineside")
add_link_options(-Wl,--disable-new-dtags)
