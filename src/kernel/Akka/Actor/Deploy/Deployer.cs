using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The deployment section of configuration: settings for actors by their path below /user; <c>*</c> stands for one element, <c>**</c> for all below.</summary>
public class Deployer
{
    protected readonly Config Default;

    private readonly Lock _gate = new();
    private volatile Entry[] _entries = [];

    public Deployer(Settings settings)
    {
        var section = settings.Config.GetConfig("akka.actor.deployment");
        Default = section.GetConfig("default");
        foreach (var (key, _) in section.AsEnumerable())
        {
            if (key != "default" && ParseConfig(key, section.GetConfig($"\"{key}\"").SafeWithFallback(Default)) is { } deploy)
                SetDeploy(deploy);
        }
    }

    /// <summary>The settings for the actor, or null.</summary>
    public Deploy Lookup(ActorPath path)
    {
        if (_entries.Length == 0)
            return null!;
        var elements = path.Elements;
        return elements.Count < 2 || elements[0] != "user" ? null! : Lookup(elements.Skip(1));
    }

    /// <summary>The settings for the path below /user, or null; the most exact entry wins.</summary>
    public Deploy Lookup(IEnumerable<string> path)
    {
        var elements = path.ToArray();
        Entry? best = null;
        foreach (var entry in _entries)
        {
            if (entry.Matches(elements) && (best is null || entry.Exactness > best.Exactness))
                best = entry;
        }

        return best?.Deploy!;
    }

    public void SetDeploy(Deploy deploy)
    {
        var elements = deploy.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var element in elements)
        {
            if (element is not ("*" or "**") && !ActorPath.IsValidPathElement(element.Replace("*", "", StringComparison.Ordinal)))
                throw new IllegalActorNameException($"Illegal actor name [{element}] in deployment [${deploy.Path}]. {ActorPath.ValidNameDescription}");
        }

        lock (_gate)
            _entries = [.. _entries.Where(e => e.Deploy.Path != deploy.Path), new Entry(elements, deploy)];
    }

    /// <summary>Reads one entry of the section.</summary>
    public virtual Deploy ParseConfig(string key, Config config) => new(
        key,
        config,
        NoScope.Instance,
        config.GetString("dispatcher", ""),
        config.GetString("mailbox", ""),
        config.GetInt("stash-capacity", Deploy.NoStashSize));

    private sealed record Entry(string[] Pattern, Deploy Deploy)
    {
        /// <summary>Two points for a literal element, one for a single wildcard.</summary>
        public int Exactness => Pattern.Sum(e => e == "**" ? 0 : e == "*" ? 1 : 2);

        public bool Matches(string[] path)
        {
            for (var i = 0; i < Pattern.Length; i++)
            {
                if (Pattern[i] == "**")
                    return path.Length > i;
                if (i >= path.Length || (Pattern[i] != "*" && Pattern[i] != path[i]))
                    return false;
            }

            return path.Length == Pattern.Length;
        }
    }
}
