// SPDX-License-Identifier: GPL-3.0-or-later
// lineside_hostile FOLDER: writes every hostile file, one folder a kind, to be tried by hand.
#include "hostile/hostilefiles.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace lineside::test;
namespace fs = std::filesystem;

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "lineside_hostile FOLDER\n");
        return 2;
    }
    int kinds = 0, files = 0;
    for (const HostileKind &kind : hostileKinds()) {
        char folder[16];
        std::snprintf(folder, sizeof folder, "%03d", kinds++);
        fs::create_directories(fs::path(argv[1]) / folder);
        std::ofstream about(fs::path(argv[1]) / folder / "about.txt");
        about << kind.name << '\n' << kind.published << '\n';
        int number = 0;
        for (const HostileFile &file : filesOf(kind)) {
            about << number << ": " << file.name << '\n';
            std::ofstream(fs::path(argv[1]) / folder / (std::to_string(number++) + ".pt"), std::ios::binary) << file.bytes;
            ++files;
        }
    }
    std::printf("%d files of %d kinds\n", files, kinds);
    return 0;
}
