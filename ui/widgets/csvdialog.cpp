// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/csvdialog.h"

#include <QCoreApplication>
#include <QDate>
#include <QFileDialog>

#include <utility>

namespace lineside {

namespace {
struct CsvDialog {
    Q_DECLARE_TR_FUNCTIONS(CsvDialog)
};
}  // namespace

void askCsvFile(QWidget *parent, const QString &title, const QString &name, std::function<void(const QString &)> write)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(QStringLiteral("csvDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(CsvDialog::tr("Table (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("%1-%2.csv").arg(name, QDate::currentDate().toString(Qt::ISODate)));
    dialog->setModal(false);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(write));
    dialog->show();
}

}  // namespace lineside
