// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/endonsignal.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace lineside {
namespace {

sigset_t endingSignals()
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    return ending;
}

}  // namespace

void EndOnSignal::block()
{
    const sigset_t ending = endingSignals();
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
}

EndOnSignal::EndOnSignal(QCoreApplication &app)
{
    const sigset_t ending = endingSignals();
    m_fd = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, &app, [&app] { app.quit(); });
}

EndOnSignal::~EndOnSignal()
{
    m_notifier.reset();
    ::close(m_fd);
}

}  // namespace lineside
