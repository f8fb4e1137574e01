namespace ActorEngine.Networking;

/// <summary>The configured directory of configuration lists.</summary>
internal static class CniDirectory
{
    /// <summary>The list of a name.</summary>
    /// <exception cref="CniException">There is none, or it cannot be used.</exception>
    public static CniList Find(string directory, string name)
    {
        List<string> names = [];
        if (Directory.Exists(directory))
        {
            foreach (string path in Directory.EnumerateFiles(directory).Where(path => Path.GetExtension(path) is ".conflist" or ".conf" or ".json").Order(StringComparer.Ordinal))
            {
                CniList list;
                try
                {
                    list = CniList.Parse(File.ReadAllText(path), path);
                }
                catch (CniException) when (Path.GetFileNameWithoutExtension(path) != name)
                {
                    // Another network's.
                    continue;
                }

                if (list.Name == name) return list;
                names.Add(list.Name);
            }
        }

        string known = names.Count == 0 ? "it has none" : $"it has {string.Join(", ", names)}";
        throw new CniException($"no configuration list in {directory} (actorengine.networks.cni-configuration) has the name {name}: {known}. Name another one with --opt conflist=NAME");
    }
}
