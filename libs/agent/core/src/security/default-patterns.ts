import type { RiskPatterns } from '@openhands-nest/agent-ports';

/** What a pattern analyzer looks for when its client does not say. Detectors keep the names that clients know. */
export const DEFAULT_PATTERNS: RiskPatterns = {
  high_patterns: [
    [
      String.raw`\brm\s+(?:-{1,2}[\w-]+\s+){0,6}(?:-[a-z]*(?:r[a-z]*f|f[a-z]*r)[a-z]*|--(?:recursive|force))(?=\s|$)`,
      'Deletes folders with their contents, without asking',
      'exec.destruct.rm_rf',
    ],
    [String.raw`\bsudo\s+(?:-\S+\s+){0,6}rm\b`, 'Deletes as root', 'exec.destruct.sudo_rm'],
    [String.raw`\bmkfs(?:\.\w+)?\s+(?:\S+\s+){0,6}/dev/`, 'Makes a file system on a device', 'exec.destruct.mkfs'],
    [String.raw`\bdd\s[^|;&]{0,200}\bof=/dev/(?!null\b)`, 'Writes to a device', 'exec.destruct.dd_raw_disk'],
    [String.raw`\beval\s*\(`, 'Evaluates text as code', 'exec.code.eval_call'],
    [String.raw`\bexec\s*\(`, 'Executes text as code', 'exec.code.exec_call'],
    [String.raw`\bos\s*\.\s*system\s*\(`, 'Runs a shell from Python', 'exec.code.os_system'],
    [
      String.raw`\bsubprocess\s*\.\s*(?:call|run|popen|check_call|check_output)\s*\(`,
      'Runs a program from Python',
      'exec.code.subprocess',
    ],
    [
      String.raw`\bcurl\b[^|;]{0,300}\|\s*(?:sudo\s+(?:-\S+\s+){0,4})?(?:ba|da|z|k)?sh\b`,
      'Runs what it downloads (curl)',
      'exec.net.curl_pipe_exec',
    ],
    [
      String.raw`\bwget\b[^|;]{0,300}\|\s*(?:sudo\s+(?:-\S+\s+){0,4})?(?:ba|da|z|k)?sh\b`,
      'Runs what it downloads (wget)',
      'exec.net.wget_pipe_exec',
    ],
  ],
  medium_patterns: [
    [String.raw`\bcurl\b.{0,200}?\bhttps?://`, 'Calls the network (curl)', 'exec.net.curl'],
    [String.raw`\bwget\b.{0,200}?\bhttps?://`, 'Downloads (wget)', 'exec.net.wget'],
  ],
  injection_high_patterns: [
    [
      String.raw`\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|the|your)\s+){0,3}(?:previous|prior|above|earlier)\s+(?:instruction|prompt|rule|directive)s?\b`,
      'Tries to undo earlier instructions',
      'inject.override',
    ],
  ],
  injection_medium_patterns: [
    [
      String.raw`\byou\s+are\s+now\s+(?:in\s+)?(?:\w+\s+){0,2}mode\b`,
      'Tries to put the agent in another mode',
      'inject.mode_switch',
    ],
    [
      String.raw`\bpretend\s+(?:that\s+)?(?:you\s+are|to\s+be)\s+(?:\w+\s+){0,2}(?:different|another|someone)\b`,
      'Tries to make the agent somebody else',
      'inject.identity',
    ],
  ],
};
