namespace Akka.Configuration.Hocon;

/// <summary>Gives each substitution of a parsed text the value it stands for.</summary>
internal sealed class SubstitutionResolver(HoconValue root)
{
    private readonly HashSet<HoconSubstitution> _done = [];
    private readonly HashSet<HoconSubstitution> _underWay = [];

    public void ResolveAll(IEnumerable<HoconSubstitution> substitutions)
    {
        foreach (var substitution in substitutions.ToList()) Resolve(substitution);
    }

    private void Resolve(HoconSubstitution substitution)
    {
        if (_done.Contains(substitution)) return;
        if (!_underWay.Add(substitution))
            throw new FormatException($"The substitution ${{{substitution.Path}}} refers to itself, at {substitution.Place}");
        if (!substitution.RefersToEarlierValue && Find(substitution.Path) is { } found) substitution.ResolvedValue = found;
        if (substitution.ResolvedValue is not null)
            ResolveInside(substitution.ResolvedValue);
        else
        {
            if (!substitution.Optional)
                throw new FormatException($"Unresolved substitution: {substitution.Path}, at {substitution.Place}");
            substitution.Assignment?.Drop(substitution);
        }

        _underWay.Remove(substitution);
        _done.Add(substitution);
    }

    private HoconValue? Find(string path)
    {
        var node = root;
        foreach (var key in ConfigPath.Split(path))
        {
            ResolvePieces(node);
            if (node.GetChildObject(key) is not { } child) return null;
            node = child;
        }

        ResolvePieces(node);
        return node.Values.Count == 0 ? null : node;
    }

    private void ResolvePieces(HoconValue value)
    {
        foreach (var piece in value.Values.OfType<HoconSubstitution>().ToList()) Resolve(piece);
    }

    private void ResolveInside(HoconValue value)
    {
        ResolvePieces(value);
        foreach (var piece in value.Values.ToList())
        {
            if (piece is HoconObject inner)
                foreach (var item in inner.Items.Values.ToList())
                    ResolveInside(item);
            if (piece is HoconArray array)
                foreach (var item in array.ToList())
                    ResolveInside(item);
        }
    }
}
