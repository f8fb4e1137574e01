using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Loading;

/// <summary>Names of projects. Compose specification: name.</summary>
internal static class ProjectName
{
    /// <summary>The name that was asked for, else that of the variables, of the last file that gives one, or of the directory.</summary>
    /// <exception cref="ComposeException">It is none.</exception>
    public static string Of(ComposeRequest request, MapNode file, string directory, Func<string, string?> variables)
    {
        string? given = request.ProjectName is { Length: > 0 } asked ? asked : variables("COMPOSE_PROJECT_NAME") is { Length: > 0 } variable ? variable : null;
        if (given is not null) return IsName(given) ? given : throw new ComposeException($"'{given}' is not a project's name: small letters, digits, '-' and '_', beginning with a letter or digit.");
        if (file["name"] is TextNode { Text.Length: > 0 } text) return IsName(text.Text) ? text.Text : throw new ComposeException(text.Place, "name", $"'{text.Text}' is not a project's name: small letters, digits, '-' and '_', beginning with a letter or digit");
        string made = new string([.. Path.GetFileName(directory.TrimEnd('/')).ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')]).TrimStart('-', '_');
        return made.Length > 0 ? made : throw new ComposeException($"{directory}: no project's name can be made of this directory's; give one with -p.");
    }

    public static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');
}
