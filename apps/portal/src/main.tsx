import 'dayjs/locale/zh-cn';
import { createRoot } from 'react-dom/client';
import { Portal } from './portal';
import { startLanguage } from './session/language';
import './ui/ui.css';
import './features/features.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');

await startLanguage();
createRoot(root).render(<Portal />);
