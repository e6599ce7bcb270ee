# SPDX-License-Identifier: GPL-3.0-or-later
# lineside_test(tst_name LIBS lib… [SOURCES more.cpp…] [DISPLAY] [TIMEOUT seconds])
#   One Qt Test executable from tst_name.cpp in the current folder. DISPLAY: needs a real X display (the test runner
#   provides one), all others run with Qt's offscreen platform.
function(lineside_test name)
    cmake_parse_arguments(T "DISPLAY" "TIMEOUT" "SOURCES;LIBS" ${ARGN})
    add_executable(${name} ${name}.cpp ${T_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON AUTOMOC_MOC_OPTIONS "-D_GLIBCXX_CONCEPTS=1" RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE lineside_test_support ${T_LIBS})
    lineside_warnings(${name})
    add_test(NAME ${name} COMMAND ${LINESIDE_TEST_LAUNCHER} $<TARGET_FILE:${name}>)
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${T_TIMEOUT})
    # Qt's limit for one function is five minutes; where the program may take longer, a function may.
    set(environment ${LINESIDE_TEST_ENVIRONMENT} QTEST_FUNCTION_TIMEOUT=${T_TIMEOUT}000)
    if(T_DISPLAY)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    else()
        list(APPEND environment QT_QPA_PLATFORM=offscreen)
    endif()
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "${environment}")
endfunction()
