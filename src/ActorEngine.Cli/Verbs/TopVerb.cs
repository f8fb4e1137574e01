using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class TopVerb
{
    public static Verb Definition => new("top", "list the processes of a container")
    {
        Synopsis = ["CONTAINER [PS OPTIONS]"],
        Description = "Lists the processes of a running container as the host sees them. What follows CONTAINER goes to ps(1); default -ef.",
        Least = 1,
        OptionsFirst = true,
        Completes = Completes.RunningContainer,
        Examples = [new("actorctl top web -o pid,rss,args", "Choose the columns.")],
        SeeAlso = ["stats", "exec"],
        Run = async call =>
        {
            var container = new ContainerReference(call.Arguments.Operands[0]);
            var table = await call.AskAsync<ProcessTable>(new ListProcesses(container, [.. call.Arguments.Operands.Skip(1)]));
            call.Console.Write(Table.Render([.. table.Rows.Prepend(table.Titles).Select(row => string.Join('\t', row))]));
            return 0;
        },
    };
}
