# SPDX-License-Identifier: GPL-3.0-or-later
# The whole engine, put together.
add_library(lineside_engine STATIC wiring.cpp demo/demoframesource.cpp)
target_link_libraries(lineside_engine PUBLIC lineside_core PRIVATE lineside_demo lineside_opencv lineside_openvino lineside_torch lineside_nvml lineside_sources spdlog::spdlog)
target_compile_definitions(lineside_engine PRIVATE LINESIDE_VERSION="${PROJECT_VERSION}")
lineside_warnings(lineside_engine)
