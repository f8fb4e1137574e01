using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class RmiVerb
{
    public static Verb Definition => new("rmi", "remove images")
    {
        Synopsis = ["[OPTIONS] IMAGE [IMAGE...]"],
        Description = "Takes each name away, and removes the image with its last name. One that containers were made from is removed with --force only, and its layers stay as long as they are needed.",
        Options =
        [
            Option.Flag("force", "Take all names of an image named by its id, also where containers were made from it.", 'f'),
            Option.Flag("no-prune", "Keep parents without a name; the store has none, so that this changes nothing."),
        ],
        Least = 1,
        Completes = Completes.Image,
        SeeAlso = ["images", "rm"],
        Run = call => call.ForEachAsync(async (connection, operand) =>
        {
            var removed = await connection.DemandAsync<ImageRemoved>(new RemoveImage(new ImageReference(operand), call.Arguments.Flag("force")));
            return string.Join('\n', removed.Untagged.Select(name => $"Untagged: {name}").Concat(removed.Deleted.Select(id => $"Deleted: {id}")));
        }),
    };
}
