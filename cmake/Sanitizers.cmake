# SPDX-License-Identifier: GPL-3.0-or-later
set(LINESIDE_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(LINESIDE_SANITIZE)
    # Undefined behaviour must end a test, not only be printed.
    add_compile_options(-fsanitize=${LINESIDE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${LINESIDE_SANITIZE})
endif()

# How tests are run under them: what is left unsaid is in libraries that are not instrumented, named in tests/sanitizers.
set(LINESIDE_TEST_LAUNCHER "")
set(LINESIDE_TEST_ENVIRONMENT "")
if(LINESIDE_SANITIZE)
    # oneTBB otherwise opens a library with RTLD_DEEPBIND, which the sanitizers end the program for.
    list(APPEND LINESIDE_TEST_ENVIRONMENT TBB_ENABLE_SANITIZERS=1)
endif()
if(LINESIDE_SANITIZE MATCHES "address")
    # It asks the system whether an object is there, which a process that is locked in may not do.
    add_compile_options(-fno-sanitize=vptr)
    list(APPEND LINESIDE_TEST_ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/sanitizers/leaks.supp:print_suppressions=0")
elseif(LINESIDE_SANITIZE STREQUAL "thread")
    # g++ 12's thread sanitizer knows no place for memory that newer kernels spread this widely.
    set(LINESIDE_TEST_LAUNCHER setarch -R)
    list(APPEND LINESIDE_TEST_ENVIRONMENT "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/sanitizers/races.supp:print_suppressions=0")
endif()
