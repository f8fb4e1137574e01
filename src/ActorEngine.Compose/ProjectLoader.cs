using ActorEngine.Compose.Interpolation;
using ActorEngine.Compose.Loading;
using ActorEngine.Compose.Reading;
using ActorEngine.Contracts;

namespace ActorEngine.Compose;

/// <summary>Reads a project from its files. Compose specification.</summary>
public static class ProjectLoader
{
    /// <exception cref="ComposeException">A file is missing or not understood; the message names the file and the line.</exception>
    public static ComposeProject Load(ComposeRequest request, IComposeFiles files)
    {
        var warnings = new List<string>();
        string directory = request.ProjectDirectory ?? Path.GetDirectoryName(request.Files[0])!;
        bool given = request.EnvironmentFiles.Count > 0;
        var variables = Variables.Load(files, given ? request.EnvironmentFiles : [Path.Combine(directory, ".env")], given, name => request.Environment.GetValueOrDefault(name));
        // The name is a variable of the files that may give it.
        string? name = null;
        string? Look(string variable) => variable == "COMPOSE_PROJECT_NAME" && name is not null ? name : variables(variable);
        var file = new Including(files, warnings).Load(request.Files, directory, Look, []);
        name = ProjectName.Of(request, file, directory, variables);
        if (variables("COMPOSE_PROJECT_NAME") is null)
        {
            warnings.Clear();
            file = new Including(files, warnings).Load(request.Files, directory, Look, []);
        }

        var scope = new ReadingScope(name, directory, Look, files, warnings);
        var drafts = ProjectReader.Read(file, ref scope);
        string[] profiles = [.. request.Profiles, .. (variables("COMPOSE_PROFILES") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var on = Selection.On(drafts, profiles, request.Services);
        var used = drafts.Values.Where(draft => on.Contains(draft.Settings.Name)).ToList();
        var settings = new ProjectSettings(name)
        {
            WorkingDirectory = directory,
            ConfigFiles = request.Files,
            Services = [.. used.Select(draft => draft.Settings with { DependsOn = [.. draft.Settings.DependsOn.Where(dependency => on.Contains(dependency.Service))] })],
            Networks = Used(scope.Networks.Values, used),
            Volumes = [.. scope.Volumes.Values],
        };
        return new ComposeProject(settings)
        {
            Builds = drafts.Values.Where(draft => draft.Build is not null).ToDictionary(draft => draft.Settings.Name, draft => draft.Build!),
            PullPolicies = drafts.Values.Where(draft => draft.Pull is not null).ToDictionary(draft => draft.Settings.Name, draft => draft.Pull!.Value),
            Unattached = [.. used.Where(draft => !draft.Attach).Select(draft => draft.Settings.Name)],
            Profiles = [.. drafts.Values.SelectMany(draft => draft.Profiles).Distinct().Order()],
            Disabled = [.. drafts.Keys.Where(key => !on.Contains(key))],
            ToYaml = () => Yaml.YamlWriter.Write(file.Without("name") is var rest ? rest with { Entries = [new Yaml.Entry("name", file.Place, new Yaml.TextNode(file.Place, settings.Name)), .. rest.Entries] } : file),
            Warnings = warnings,
        };
    }

    /// <summary>Networks that services are in; Compose makes no others.</summary>
    private static List<ProjectNetwork> Used(IEnumerable<ProjectNetwork> networks, IReadOnlyList<ServiceDraft> services)
    {
        var names = services.SelectMany(draft => draft.Settings.Container.MoreNetworks.Select(choice => choice.Network).Append(draft.Settings.Container.Network)).ToHashSet();
        return [.. networks.Where(network => names.Contains(network.Create.Name))];
    }
}
