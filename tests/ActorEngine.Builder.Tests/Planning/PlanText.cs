using System.Globalization;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

/// <summary>A plan as text, one fact a line, for golden files.</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        foreach (PlanStep step in plan.Steps) Step(text, step);
        text.Append("result ").Append(plan.Result is { } result ? $"#{result}" : "nothing").Append('\n');
        if (plan.ContextPaths.Count > 0) text.Append("context ").AppendJoin(' ', plan.ContextPaths.Select(path => path.Length == 0 ? "(all)" : path)).Append('\n');
        if (plan.SourceDateEpoch is { } epoch) text.Append("epoch ").Append(epoch.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (string warning in plan.Warnings) text.Append("warning ").Append(warning).Append('\n');
        foreach (HistoryEntry entry in plan.Spec.History)
            text.Append("history ").Append(entry.Step is { } made ? $"#{made} " : entry.IsEmptyLayer ? "- " : "base ").Append(Escape(entry.CreatedBy)).Append('\n');
        string config = Encoding.UTF8.GetString(ConfigurationJson.Write(plan.Spec with { History = [] }, DateTimeOffset.UnixEpoch, []));
        return text.Append("config ").Append(config).Append('\n').ToString();
    }

    private static void Step(StringBuilder text, PlanStep step)
    {
        text.Append('#').Append(step.Id.ToString(CultureInfo.InvariantCulture));
        text.Append(step.Parent is { } parent ? $" on #{parent}" : "").Append(' ').Append(Escape(step.Title)).Append('\n');
        switch (step)
        {
            case BaseStep image:
                Line(text, "image", $"{image.Need.Name} {image.Need.Platform}");
                break;
            case DirectoryStep directory:
                Line(text, "directory", directory.Path);
                Line(text, "owner", directory.Owner);
                break;
            case RunStep run:
                Run(text, run);
                break;
            case CopyStep copy:
                Copy(text, copy);
                break;
        }
    }

    private static void Run(StringBuilder text, RunStep run)
    {
        Line(text, "run", ConfigurationJson.Array(run.Arguments));
        Line(text, "environment", string.Join(' ', run.Environment.Where(pair => !pair.StartsWith("PATH=", StringComparison.Ordinal))));
        Line(text, "uncounted", string.Join(' ', run.Uncounted));
        Line(text, "directory", run.WorkingDirectory == "/" ? "" : run.WorkingDirectory);
        Line(text, "user", run.User);
        Line(text, "network", run.Network == "default" ? "" : run.Network);
        Line(text, "security", run.Security == "sandbox" ? "" : run.Security);
        if (run.Script is { } script) Line(text, "script", $"{script.Path} {Escape(script.Content)}");
        foreach (RunMount mount in run.Mounts) Line(text, "mount", Mount(mount));
    }

    private static string Mount(RunMount mount)
    {
        List<string> parts = [mount.Kind.ToString().ToLowerInvariant()];
        if (mount.Target.Length > 0) parts.Add(mount.Target);
        if (mount.From is not null) parts.Add($"from {mount.From}");
        if (mount.Source.Length > 0) parts.Add($"source {mount.Source}");
        if (mount.Id.Length > 0) parts.Add($"id {mount.Id}");
        if (mount.Kind == RunMountKind.Cache) parts.Add(mount.Sharing.ToString().ToLowerInvariant());
        if (mount.ReadOnly) parts.Add("ro");
        if (mount.Required) parts.Add("required");
        if (mount.Variable is not null) parts.Add($"variable {mount.Variable}");
        if (mount.Mode is { } mode) parts.Add($"mode {Convert.ToString(mode, 8)}");
        if (mount.UserId != 0 || mount.GroupId != 0) parts.Add($"owner {mount.UserId}:{mount.GroupId}");
        if (mount.Size is { } size) parts.Add($"size {size}");
        return string.Join(' ', parts);
    }

    private static void Copy(StringBuilder text, CopyStep copy)
    {
        if (copy.Paths.Count > 0) Line(text, "from", $"{copy.From}: {string.Join(' ', copy.Paths.Select(path => path.Length == 0 ? "." : path))}");
        foreach (InlineFile file in copy.Inline) Line(text, "inline", $"{file.Path} {Escape(file.Content)}");
        foreach (string url in copy.Urls) Line(text, "url", url);
        foreach (GitAddress repository in copy.Repositories) Line(text, "repository", $"{repository.Url} {(repository.Reference.Length > 0 ? repository.Reference : "HEAD")} /{repository.Directory}{(copy.KeepsGit ? " with .git" : "")}");
        Line(text, "to", copy.Destination);
        Line(text, "chown", copy.Owner ?? "");
        Line(text, "chmod", copy.Mode ?? "");
        Line(text, "checksum", copy.Checksum ?? "");
        Line(text, "exclude", string.Join(' ', copy.Excludes));
        string[] flags = [copy.Link ? "link" : "", copy.Parents ? "parents" : "", copy.Unpacks ? "unpack" : "", copy.UnpacksUrls ? "unpack-urls" : ""];
        Line(text, "flags", string.Join(' ', flags.Where(flag => flag.Length > 0)));
    }

    private static void Line(StringBuilder text, string name, string value)
    {
        if (value.Length > 0) text.Append("  ").Append(name).Append(' ').Append(value).Append('\n');
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\n", "\\n");
}
