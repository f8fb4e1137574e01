using System.Globalization;

namespace ActorEngine.Builder;

/// <summary>
/// Names what a step makes by what goes into it. Two steps with one key make the same files, so what one made serves the other. Pure.
/// </summary>
internal static class StepKeys
{
    /// <summary>Raised when the meaning of a step changes, so that nothing made before is used.</summary>
    private const string Version = "1";

    /// <summary>The key of a step.</summary>
    /// <param name="parent">Names the file system that it stands on: a chain id, or "" for none.</param>
    /// <param name="inputs">What its other inputs are, in their order: a digest of the files it reads.</param>
    /// <param name="epoch">SOURCE_DATE_EPOCH, which shapes every layer.</param>
    public static string Of(PlanStep step, string parent, IReadOnlyList<string> inputs, long? epoch)
    {
        using var key = new KeyBuilder();
        key.Add(Version).Add(parent).Add(epoch?.ToString(CultureInfo.InvariantCulture)).Add(inputs);
        switch (step)
        {
            case RunStep run: Run(key, run); break;
            case CopyStep copy: Copy(key, copy); break;
            case DirectoryStep directory: key.Add("dir").Add(directory.Path).Add(directory.Owner); break;
            default: throw new InvalidOperationException($"{step.GetType().Name} has no key.");
        }

        return key.Finish();
    }

    private static void Run(KeyBuilder key, RunStep run)
    {
        key.Add("run").Add(run.Arguments).Add(run.Environment).Add(run.WorkingDirectory).Add(run.User).Add(run.Network).Add(run.Security);
        key.Add(run.Script?.Path).Add(run.Script?.Content).Add(run.Mounts.Count);
        foreach (RunMount mount in run.Mounts)
        {
            key.Add(mount.Kind.ToString()).Add(mount.Target).Add(mount.Source).Add(mount.Id).Add(mount.Variable);
            key.Add(mount.ReadOnly ? 1 : 0).Add(mount.Mode ?? -1).Add(mount.UserId).Add(mount.GroupId).Add(mount.Size ?? -1).Add(mount.Required ? 1 : 0);
        }
    }

    private static void Copy(KeyBuilder key, CopyStep copy)
    {
        key.Add("copy").Add(copy.Destination).Add(copy.Owner).Add(copy.Mode).Add(copy.Excludes).Add(copy.Checksum);
        key.Add(copy.Paths).Add(copy.Urls).Add(copy.Repositories.Select(repository => repository.Directory)).Add((copy.Link ? 1 : 0) | (copy.Parents ? 2 : 0) | (copy.Unpacks ? 4 : 0) | (copy.UnpacksUrls ? 8 : 0) | (copy.KeepsGit ? 16 : 0));
        key.Add(copy.Inline.Count);
        foreach (InlineFile file in copy.Inline) key.Add(file.Path).Add(file.Content);
    }
}
