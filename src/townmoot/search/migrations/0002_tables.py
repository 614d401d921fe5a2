"""What each database looks in: no model describes it, so it stands apart from the other tables."""

from django.db import migrations

from townmoot.search.engines import engine


def make(apps, schema_editor):
    """Make the table of tokens, or the vector beside the words."""
    for sql in engine().made:
        schema_editor.execute(sql)


def unmake(apps, schema_editor):
    """Take them away."""
    schema_editor.execute(engine().unmade)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
