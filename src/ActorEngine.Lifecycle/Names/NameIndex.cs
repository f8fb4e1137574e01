using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Containers by id and by name; immutable, so that readers on other threads see one moment. Resolves what people write.</summary>
internal sealed class NameIndex
{
    public static readonly NameIndex Empty = new([], [], []);

    private readonly ImmutableSortedSet<string> ids;
    private readonly ImmutableDictionary<string, string> idOfName, nameOfId;

    private NameIndex(ImmutableSortedSet<string> ids, ImmutableDictionary<string, string> idOfName, ImmutableDictionary<string, string> nameOfId)
    {
        this.ids = ids.IsEmpty ? ids.WithComparer(StringComparer.Ordinal) : ids;
        this.idOfName = idOfName;
        this.nameOfId = nameOfId;
    }

    /// <summary>Who has this name, or null.</summary>
    public ContainerId? Owner(string name) => idOfName.TryGetValue(name, out string? id) ? new ContainerId(id) : null;

    /// <summary>The name of a container, or null when it is unknown.</summary>
    public string? NameOf(ContainerId id) => nameOfId.GetValueOrDefault(id.Value);

    /// <summary>Adds a container, or gives it another name.</summary>
    public NameIndex With(ContainerId id, string name)
    {
        ImmutableDictionary<string, string> names = nameOfId.TryGetValue(id.Value, out string? old) ? idOfName.Remove(old) : idOfName;
        return new NameIndex(ids.Add(id.Value), names.SetItem(name, id.Value), nameOfId.SetItem(id.Value, name));
    }

    /// <summary>Forgets a container.</summary>
    public NameIndex Without(ContainerId id) => nameOfId.TryGetValue(id.Value, out string? name)
        ? new NameIndex(ids.Remove(id.Value), idOfName.Remove(name), nameOfId.Remove(id.Value))
        : this;

    /// <summary>The only container whose id begins so; null where there is none, or more than one.</summary>
    public ContainerId? Beginning(string digits)
    {
        int at = FirstFrom(digits);
        return Begins(at, digits) && !Begins(at + 1, digits) ? new ContainerId(ids[at]) : null;
    }

    /// <summary>Full id, then name, then unique prefix of an id, in that order as Docker does; else null and why.</summary>
    public ContainerId? Resolve(ContainerReference reference, out Fault? fault)
    {
        fault = null;
        string text = ContainerNames.Trim(reference.Value);
        if (nameOfId.ContainsKey(text)) return new ContainerId(text);
        if (idOfName.TryGetValue(text, out string? named)) return new ContainerId(named);
        if (text.Length > 0)
        {
            int at = FirstFrom(text);
            bool first = Begins(at, text);
            if (first && !Begins(at + 1, text)) return new ContainerId(ids[at]);
            if (first)
            {
                fault = new Fault(FaultCode.InvalidArgument, $"Multiple containers have an id beginning with {text}; give more digits.") { Field = "container" };
                return null;
            }
        }

        fault = new Fault(FaultCode.NotFound, $"No such container: {reference.Value}") { Field = "container" };
        return null;
    }

    private int FirstFrom(string text)
    {
        int at = ids.IndexOf(text);
        return at < 0 ? ~at : at;
    }

    private bool Begins(int at, string text) => at < ids.Count && ids[at].StartsWith(text, StringComparison.Ordinal);
}
