using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class DiffVerb
{
    public static Verb Definition => new("diff", "list what a container changed in its file system")
    {
        Synopsis = ["CONTAINER"],
        Description = "Lists the paths that differ from the image: A added, C changed, D deleted.",
        Least = 1,
        Most = 1,
        Completes = Completes.Container,
        SeeAlso = ["cp"],
        Run = async call =>
        {
            var changes = await call.AskAsync<FileChanges>(new DiffContainer(new ContainerReference(call.Arguments.Operands[0])));
            call.Console.Write(string.Concat(changes.Changes.Select(change => $"{Letter(change.Kind)} {change.Path}\n")));
            return 0;
        },
    };

    private static char Letter(FileChangeKind kind) => kind switch { FileChangeKind.Added => 'A', FileChangeKind.Deleted => 'D', _ => 'C' };
}
