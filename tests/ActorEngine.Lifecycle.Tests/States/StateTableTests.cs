using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>The table of states and commands: the document says what the code does, and every refusal says the state.</summary>
public sealed class StateTableTests
{
    private static readonly string Document = Path.Combine(Checkout.Root, "docs/container-states.md");

    public static TheoryData<ContainerStatus, int> Cells
    {
        get
        {
            TheoryData<ContainerStatus, int> cells = [];
            foreach (ContainerStatus status in Enum.GetValues<ContainerStatus>())
                foreach (ContainerVerb verb in Enum.GetValues<ContainerVerb>()) cells.Add(status, (int)verb);
            return cells;
        }
    }

    [Fact]
    public void The_documented_table_is_the_table_of_the_code()
    {
        string text = File.ReadAllText(Document);
        string begin = "<!-- table: begin -->\n", end = "<!-- table: end -->";
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, to = text.IndexOf(end, StringComparison.Ordinal);
        if (Checkout.RewriteGolden) File.WriteAllText(Document, text[..from] + Table() + text[to..]);
        else Assert.Equal(Table(), text[from..to]);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_refusal_names_the_container_and_its_state(ContainerStatus status, int verb)
    {
        ContainerState state = Samples.State(status);
        Verdict verdict = ContainerDecisions.Decide(state, (ContainerVerb)verb);
        if (verdict.Kind is VerdictKind.Do or VerdictKind.Wait)
        {
            Assert.Null(verdict.Refusal);
            return;
        }

        Assert.Equal(status, verdict.Refusal!.State);
        Assert.True(verdict.Refusal.Message.Contains(state.Name) || verdict.Refusal.Message.Contains(state.Id.Value), verdict.Refusal.Message);
        Assert.Equal(verdict.Kind == VerdictKind.NotModified ? FaultCode.NotModified : FaultCode.Conflict, verdict.Refusal.Code);
    }

    [Fact]
    public void Only_transitions_make_commands_wait()
    {
        ContainerStatus[] waiting = [.. Enum.GetValues<ContainerStatus>().Where(status =>
            Enum.GetValues<ContainerVerb>().Any(verb => ContainerDecisions.Judge(status, verb) == VerdictKind.Wait))];
        Assert.Equal([ContainerStatus.Starting, ContainerStatus.Pausing, ContainerStatus.Stopping], waiting);
    }

    [Theory]
    [InlineData(ContainerStatus.Created)]
    [InlineData(ContainerStatus.Exited)]
    public void Stopping_what_does_not_run_changes_nothing(ContainerStatus status) =>
        Assert.Equal(VerdictKind.NotModified, ContainerDecisions.Judge(status, ContainerVerb.Stop));

    [Fact]
    public void A_container_that_is_being_removed_refuses_everything() => Assert.All(
        Enum.GetValues<ContainerVerb>(), verb => Assert.Equal(VerdictKind.Conflict, ContainerDecisions.Judge(ContainerStatus.Removing, verb)));

    private static string Table()
    {
        ContainerVerb[] verbs = Enum.GetValues<ContainerVerb>();
        var table = new StringBuilder("| state |");
        foreach (ContainerVerb verb in verbs) table.Append(' ').Append(Word(verb)).Append(" |");
        table.Append("\n| --- |").Insert(table.Length, " --- |", verbs.Length).Append('\n');
        foreach (ContainerStatus status in Enum.GetValues<ContainerStatus>())
        {
            table.Append("| ").Append(ContainerDecisions.Word(status)).Append(" |");
            foreach (ContainerVerb verb in verbs) table.Append(' ').Append(Word(ContainerDecisions.Judge(status, verb))).Append(" |");
            table.Append('\n');
        }

        return table.ToString();
    }

    private static string Word(ContainerVerb verb) => verb == ContainerVerb.ForceRemove ? "remove by force" : verb.ToString().ToLowerInvariant();

    private static string Word(VerdictKind kind) => kind switch
    {
        VerdictKind.Do => "do",
        VerdictKind.Wait => "wait",
        VerdictKind.NotModified => "as is",
        _ => "conflict",
    };
}
