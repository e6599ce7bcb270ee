# SPDX-License-Identifier: GPL-3.0-or-later
# `cmake --install build/release --prefix DIR`: a program that needs neither the checkout nor the cache of the set-up. The translations
# are inside the console.
include(GNUInstallDirs)

install(TARGETS linesidectl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS lineside-vet RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/lineside)
install(FILES docs/man/linesidectl.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
if(LINESIDE_UI)
    install(TARGETS lineside RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES docs/man/lineside.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
# Written when it is installed: where the program then is, says its prefix.
install(CODE "
    get_filename_component(bindir \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\" ABSOLUTE)
    set(unit \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system/lineside.service\")
    message(STATUS \"Installing: \$ENV{DESTDIR}\${unit}\")
    configure_file(\"${CMAKE_SOURCE_DIR}/resources/systemd/lineside.service.in\" \"\$ENV{DESTDIR}\${unit}\" @ONLY)
    list(APPEND CMAKE_INSTALL_MANIFEST_FILES \"\${unit}\")")
install(DIRECTORY resources/weights DESTINATION ${CMAKE_INSTALL_DATADIR}/lineside)
install(FILES README.md CHANGELOG.md LICENSE docs/configuration.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The run-time libraries, where CMAKE_INSTALL_RPATH looks for them; of OpenVINO what this program can use.
set(library_dir lib/lineside)
file(GLOB run_time
    ${openvino_dir}/libs/libopenvino.so.* ${openvino_dir}/libs/libopenvino_intel_cpu_plugin.so
    ${openvino_dir}/libs/libtbb*.so.* ${openvino_dir}/libs/libhwloc.so.*)
file(GLOB nvidia ${LINESIDE_DEPS_DIR}/nvidia-*/nvidia/*/lib/libcudart.so.* ${LINESIDE_DEPS_DIR}/nvidia-*/nvidia/*/lib/libcupti.so.*)
list(APPEND run_time ${torch_dir}/lib/libtorch_cpu.so ${torch_dir}/lib/libc10.so ${torch_dir}/lib/libgomp.so.1 ${nvidia})
if(LINESIDE_CUDA)
    file(GLOB cuda ${torch_cuda_dir}/lib/*.so* ${LINESIDE_DEPS_DIR}/cuda/nvidia-*/nvidia/*/lib/*.so*)
    list(APPEND run_time ${cuda})
endif()
install(FILES ${run_time} DESTINATION ${library_dir})

# Whose libraries these are, and on what terms each may be passed on: NVIDIA's (libtorch does not load without them) are not
# free software.
file(GLOB licences ${LINESIDE_DEPS_DIR}/*/*.dist-info/licenses)
if(LINESIDE_CUDA)
    file(GLOB cuda_licences ${LINESIDE_DEPS_DIR}/cuda/nvidia-*/*.dist-info/licenses)
    list(APPEND licences ${cuda_licences})
endif()
foreach(folder IN LISTS licences)
    string(REGEX REPLACE ".*/([^/]+)-[^/]+\\.dist-info/licenses$" "\\1" name ${folder})
    install(DIRECTORY ${folder}/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/${name})
endforeach()
