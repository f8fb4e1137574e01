using System.Text;

namespace ActorEngine.Compose.Reading;

/// <summary>Top-level secrets and configs: files, variables or contents. Compose specification: secrets, configs.</summary>
internal static class SourceReader
{
    public static FileSource Read(string section, string key, Yaml.Node node, Func<string, string?> variables)
    {
        var fields = new Fields(node, $"{section}.{key}");
        if (ExternalName.Read(fields, out _)) throw fields.Wrong("external", null, "the engine keeps no secrets and configs; give a file, environment or content");
        string? file = fields.Text("file"), variable = fields.Text("environment"), content = fields.Text("content");
        fields.Text("name");
        fields.Map("labels");
        fields.Refuse("driver", "drivers of secrets are not supported");
        fields.Refuse("template_driver", "templates are not supported");
        fields.Done();
        if (new[] { file, variable, content }.Count(given => given is not null) != 1) throw fields.Wrong("", node, "give one of file, environment and content");
        if (file is not null) return new FileSource(file, null);
        if (variable is not null) content = variables(variable) ?? throw fields.Wrong("environment", null, $"the variable {variable} is not set");
        return new FileSource(null, Encoding.UTF8.GetBytes(content!));
    }
}
