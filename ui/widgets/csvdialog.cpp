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
QFileDialog *openDialog(QWidget *parent, const QString &title, const QString &name, std::function<void(const QString &)> write)
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
    return dialog;
}

}  // namespace

void askCsvFile(QWidget *parent, const QString &title, const QString &name, std::function<void(const QString &)> write)
{
    openDialog(parent, title, name, std::move(write))->show();
}

void askTableFile(QWidget *parent, const QString &title, const QString &name, std::function<void(const QString &)> write)
{
    QFileDialog *dialog = openDialog(parent, title, name, std::move(write));
    const QString lines = CsvDialog::tr("JSON, a line for each (*.jsonl)");
    dialog->setNameFilters({CsvDialog::tr("Table (*.csv)"), lines});
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, name, lines](const QString &filter) {
        const QString suffix = filter == lines ? QStringLiteral("jsonl") : QStringLiteral("csv");
        dialog->setDefaultSuffix(suffix);
        dialog->selectFile(QStringLiteral("%1-%2.%3").arg(name, QDate::currentDate().toString(Qt::ISODate), suffix));
    });
    dialog->show();
}

}  // namespace lineside
