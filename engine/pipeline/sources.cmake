# SPDX-License-Identifier: GPL-3.0-or-later
# Playing, pacing and supervising of frame sources; apart from the pipeline, so that the rooms of the sources link no more.
add_library(lineside_sources STATIC
    ${CMAKE_CURRENT_LIST_DIR}/backoff.cpp
    ${CMAKE_CURRENT_LIST_DIR}/pacedsource.cpp
    ${CMAKE_CURRENT_LIST_DIR}/pacer.cpp
    ${CMAKE_CURRENT_LIST_DIR}/samepicture.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sourcetest.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sourcewatch.cpp
    ${CMAKE_CURRENT_LIST_DIR}/supervisedsource.cpp
)
target_link_libraries(lineside_sources PUBLIC lineside_base)
lineside_warnings(lineside_sources)
