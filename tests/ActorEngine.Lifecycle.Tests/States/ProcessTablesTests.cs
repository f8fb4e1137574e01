using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

public sealed class ProcessTablesTests
{
    private const string Output = "UID          PID    PPID CMD\nroot           1       0 /sbin/init splash\nroot        4711    4700 sleep 60 --with  gaps\n";

    [Fact]
    public void Only_rows_of_the_container_are_shown_and_the_last_column_keeps_its_blanks()
    {
        var table = Assert.IsType<Contracts.ProcessTable>(ProcessTables.Parse(Output, [4711]));
        Assert.Equal(["UID", "PID", "PPID", "CMD"], table.Titles);
        Assert.Equal(["root", "4711", "4700", "sleep 60 --with  gaps"], Assert.Single(table.Rows));
    }

    [Fact]
    public void Without_a_pid_column_the_options_are_at_fault() =>
        Assert.Equal(FaultCode.InvalidArgument, Assert.IsType<Fault>(ProcessTables.Parse("CMD\nsleep\n", [1])).Code);
}
