using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorEngine.Daemon;

/// <summary>Finds settings of the operator's that the engine does not have: misspelt names must not pass in silence.</summary>
internal static class UnknownSettings
{
    private static readonly string[] FreeForm = ["actorengine.runtimes.named", "actorengine.registries.hosts", "actorengine.logs.options", "actorengine.remote.roles", "actorengine.remote.nodes"];

    /// <summary>One sentence for each.</summary>
    public static IEnumerable<string> Find(Config given, Config reference)
    {
        foreach (var (key, value) in given.AsEnumerable())
        {
            if (key == ConfigurationFiles.Section)
            {
                foreach (string path in Leaves(key, value))
                    if (!reference.HasPath(path) && !FreeForm.Any(free => path.StartsWith(free + ".", StringComparison.Ordinal)))
                        yield return $"{path} is no setting of the engine; hocon/actorengine.conf lists them.";
            }
            else if (key != "akka")
            {
                yield return $"{key} is no section of the engine's configuration; its settings stand in '{ConfigurationFiles.Section}'.";
            }
        }
    }

    private static IEnumerable<string> Leaves(string path, HoconValue value) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Leaves($"{path}.{item.Key}", item.Value))
        : [path];
}
