using System.CommandLine;
using Feedforward.Cli.Options;
namespace Feedforward.Cli.Commands;
internal static class LessonCommand { public static Command Create(Terminal terminal) => new Verb("lesson", ""); }
